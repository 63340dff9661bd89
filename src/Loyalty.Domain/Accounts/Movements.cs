namespace Loyalty.Domain.Accounts;

/// <summary>Points to add. Absent times: spendable at once, never expiring.</summary>
public sealed record AccrualRequest(
    Points Points, DateTimeOffset? AvailableAt, DateTimeOffset? ExpiresAt, Particulars Particulars);

/// <summary>Points to spend.</summary>
public sealed record RedemptionRequest(Points Points, string Type, Particulars Particulars);

/// <summary>What an accrual did.</summary>
public sealed record Accrued(Entry Entry, Lot Lot);

/// <summary>What a redemption did, lot by lot.</summary>
public sealed record Redeemed(Entry Entry, Points AvailableBefore, IReadOnlyList<LotShare> Lots);
