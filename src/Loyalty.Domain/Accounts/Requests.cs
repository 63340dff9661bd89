using Loyalty.Domain.Ledger;

namespace Loyalty.Domain.Accounts;

/// <summary>Points to add. Absent times: as the program's policy says.</summary>
/// <param name="Points">Null: as the promotion says.</param>
/// <param name="Temporary">Asks for a temporary accrual, which has to be committed.</param>
/// <param name="Promotion">Id of the promotion that they are earned by; null: none.</param>
public sealed record AccrualRequest(
    Points? Points,
    DateTimeOffset? AvailableAt,
    DateTimeOffset? ExpiresAt,
    Particulars Particulars,
    Temporary? Temporary = null,
    string? Promotion = null);

/// <summary>Points to spend.</summary>
/// <param name="Points">Null: as the option, the promotion or the amount says.</param>
/// <param name="Type">Null: the option's.</param>
/// <param name="Hold">Asks to set the points aside only, until a commit takes them.</param>
/// <param name="Promotion">Id of the promotion that is used; null: none.</param>
public sealed record RedemptionRequest(
    Points? Points, string? Type, Particulars Particulars, Temporary? Hold = null, string? Promotion = null)
{
    /// <summary>Number of the option that is taken; null: none.</summary>
    public int? Option { get; init; }

    /// <summary>What the reward is to be worth.</summary>
    public Money? Amount { get; init; }

    /// <summary>What the purchase comes to that the reward is for.</summary>
    public Money? Purchase { get; init; }

    /// <summary>The caller's own code; null: one is made.</summary>
    public string? Code { get; init; }

    /// <summary>Of the reward's value; null: that of the money above, or the program's base one.</summary>
    public string? Currency { get; init; }
}

/// <summary>How long something temporary may stay so; without seconds the program's default.</summary>
public sealed record Temporary(int? TimeoutSeconds);

/// <summary>Points to give back or to take back of a posted transaction.</summary>
/// <param name="Points">Null: all that is left.</param>
/// <param name="IgnoresWindow">Staff may cancel after the program's window has closed.</param>
public sealed record CancellationRequest(Points? Points, Particulars Particulars, bool IgnoresWindow);

/// <summary>A correction by staff.</summary>
/// <param name="Points">Signed, not zero.</param>
/// <param name="CountsAsEarned">Whether it changes what the member has earned in all.</param>
public sealed record AdjustmentRequest(Points Points, bool CountsAsEarned, Particulars Particulars);

/// <summary>An accrual or a positive adjustment as it stands, with what its first entry said.</summary>
/// <param name="Kind">Kind of the first entry.</param>
/// <param name="Promotion">Id of the promotion that it was earned by; null: none.</param>
public sealed record Accrual(
    Lot Lot, string Kind, string? ExternalId, DateTimeOffset OccurredAt, string? Promotion)
{
    public static Accrual Of(Entry entry, Lot lot) =>
        new(lot, entry.Kind, entry.Particulars.ExternalId, entry.OccurredAt, entry.PromotionId);
}

/// <summary>What a cancellation did.</summary>
/// <param name="Cancels">Seq of the cancelled transaction's first entry.</param>
/// <param name="Status">The cancelled transaction's from now on: cancelled or partly_cancelled.</param>
public sealed record Cancellation(Entry Entry, int Cancels, Points Points, string Status);

/// <summary>What an adjustment did.</summary>
/// <param name="Lot">The new lot; null when points were taken.</param>
public sealed record Adjustment(Entry Entry, Lot? Lot);

/// <summary>Points of a lot that expire at a time, or did.</summary>
public sealed record Expiration(DateTimeOffset At, int Lot, Points Points);
