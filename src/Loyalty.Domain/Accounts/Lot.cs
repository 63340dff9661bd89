namespace Loyalty.Domain.Accounts;

/// <summary>
/// Points from one accrual, and how that accrual stands; its id is the seq of the accrual's entry. Spendable in
/// [AvailableAt, ExpiresAt).
/// </summary>
public sealed record Lot : IComparable<Lot>
{
    public required int Id { get; init; }

    /// <summary>What the accrual brought.</summary>
    public required Points Points { get; init; }

    /// <summary>What is left of it, held points included.</summary>
    public required Points Remaining { get; init; }

    /// <summary>What of the remaining is set aside by open holds.</summary>
    public Points Held { get; init; }

    /// <summary>Accrued, and not yet counted in the balance.</summary>
    public required bool Pending { get; init; }

    public required DateTimeOffset AvailableAt { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>As the accrual said, before points that returned later moved it.</summary>
    public DateTimeOffset? OriginalExpiresAt { get; init; }

    public string Status { get; init; } = AccrualStatus.Posted;

    /// <summary>When a temporary accrual times out; null for one that was posted at once.</summary>
    public DateTimeOffset? PendingUntil { get; init; }

    /// <summary>When it was posted: at once, or by its commit; null before.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>Points of a temporary accrual that its commit did not take, or its rollback dropped.</summary>
    public Points Released { get; init; }

    /// <summary>What cancellations of the accrual took back.</summary>
    public Points Cancelled { get; init; }

    public Points Free => Remaining - Held;

    /// <summary>What can still be cancelled of the accrual.</summary>
    public Points Cancellable => Net;

    /// <summary>What it brought, or will, and was not taken back.</summary>
    public Points Net => Points - Released - Cancelled;

    /// <summary>A temporary accrual that has not ended.</summary>
    public bool IsTemporary => Status == AccrualStatus.Pending;

    /// <summary>An open lot still has something to give, or still is to become active.</summary>
    public bool IsOpen => Pending || Remaining > Points.Zero;

    /// <summary>Open, and counted in the balance.</summary>
    public bool IsActive => !Pending && Remaining > Points.Zero;

    /// <summary>When time alone changes it next; null: never.</summary>
    public DateTimeOffset? DueAt => IsTemporary ? PendingUntil
        : Pending ? AvailableAt
        : Free > Points.Zero ? ExpiresAt
        : null;

    /// <summary>Whether what is free of it ends at that time; nothing ends at no time.</summary>
    public bool EndsAt(DateTimeOffset? time) =>
        !Pending && Free > Points.Zero && ExpiresAt is { } at && at == time;

    /// <summary>The order of spending: soonest expiry first, never last; among equals the oldest lot.</summary>
    public int CompareTo(Lot? other) => other is null ? 1
        : (ExpiresAt ?? DateTimeOffset.MaxValue, Id).CompareTo((other.ExpiresAt ?? DateTimeOffset.MaxValue, other.Id));
}

/// <summary>How an accrual stands.</summary>
public static class AccrualStatus
{
    /// <summary>Temporary, and not ended yet.</summary>
    public const string Pending = "pending";

    public const string Posted = "posted";
    public const string RolledBack = "rolled_back";
    public const string TimedOut = "timed_out";
    public const string PartlyCancelled = "partly_cancelled";
    public const string Cancelled = "cancelled";
}

/// <summary>How much of a lot moved; positive into the lot.</summary>
/// <param name="Terms">Of a lot that the entry makes, or whose expiry it moves.</param>
public sealed record LotChange(int Lot, Points Points, LotTerms? Terms = null);

/// <summary>
/// When the points of a lot can be spent: they stand in the entry too, so that the chain covers them.
/// </summary>
public sealed record LotTerms(DateTimeOffset AvailableAt, DateTimeOffset? ExpiresAt);

/// <summary>What a redemption took from one lot, and when those points would have expired.</summary>
public sealed record LotShare(Points Points, DateTimeOffset? ExpiresAt);
