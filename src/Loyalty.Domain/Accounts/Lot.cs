namespace Loyalty.Domain.Accounts;

/// <summary>
/// Points from one accrual; its id is the seq of that accrual's entry. Spendable in [AvailableAt, ExpiresAt).
/// </summary>
public sealed record Lot
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

    public Points Free => Remaining - Held;

    /// <summary>An open lot still has something to give, or still is to become active.</summary>
    public bool IsOpen => Pending || Remaining > Points.Zero;

    /// <summary>Soonest expiry first, never last; among equals the oldest lot.</summary>
    public static readonly Comparer<Lot> SpendingOrder = Comparer<Lot>.Create((a, b) =>
        (a.ExpiresAt ?? DateTimeOffset.MaxValue, a.Id).CompareTo((b.ExpiresAt ?? DateTimeOffset.MaxValue, b.Id)));
}

/// <summary>How much of a lot moved; positive into the lot.</summary>
public sealed record LotChange(int Lot, Points Points);

/// <summary>What a redemption took from one lot, and when those points would have expired.</summary>
public sealed record LotShare(Points Points, DateTimeOffset? ExpiresAt);
