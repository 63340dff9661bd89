namespace Loyalty.Domain.Accounts;

/// <summary>
/// Points from one accrual; its id is the seq of that accrual's entry. Spendable in [AvailableAt, ExpiresAt).
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

    public Points Free => Remaining - Held;

    /// <summary>An open lot still has something to give, or still is to become active.</summary>
    public bool IsOpen => Pending || Remaining > Points.Zero;

    /// <summary>The order of spending: soonest expiry first, never last; among equals the oldest lot.</summary>
    public int CompareTo(Lot? other) => other is null ? 1
        : (ExpiresAt ?? DateTimeOffset.MaxValue, Id).CompareTo((other.ExpiresAt ?? DateTimeOffset.MaxValue, other.Id));
}

/// <summary>How much of a lot moved; positive into the lot.</summary>
/// <param name="Terms">Of a lot that the entry makes.</param>
public sealed record LotChange(int Lot, Points Points, LotTerms? Terms = null);

/// <summary>
/// When the points of a new lot can be spent: they stand in the entry too, so that the chain covers them.
/// </summary>
public sealed record LotTerms(DateTimeOffset AvailableAt, DateTimeOffset? ExpiresAt);

/// <summary>What a redemption took from one lot, and when those points would have expired.</summary>
public sealed record LotShare(Points Points, DateTimeOffset? ExpiresAt);
