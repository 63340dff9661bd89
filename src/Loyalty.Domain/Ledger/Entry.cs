using Loyalty.Domain.Accounts;

namespace Loyalty.Domain.Ledger;

/// <summary>The kinds of entries; stored and shown by their snake_case names.</summary>
public static class EntryKind
{
    public const string Accrual = "accrual";
    public const string Redemption = "redemption";
    public const string Hold = "hold";

    /// <summary>Of a hold, or of a temporary accrual.</summary>
    public const string Commit = "commit";

    /// <summary>Of a hold, or of a temporary accrual; time-outs are rollbacks that nobody performed.</summary>
    public const string Rollback = "rollback";
    public const string Cancellation = "cancellation";
    public const string Adjustment = "adjustment";
    public const string Expiry = "expiry";
    public const string Activation = "activation";
}

/// <summary>One line of an account's ledger. Entries are only ever added; <see cref="Seq"/> has no gaps.</summary>
public sealed record Entry
{
    public required AccountId Account { get; init; }

    public required int Seq { get; init; }

    /// <summary>In which form its hash was made: <see cref="HashChain"/>.</summary>
    public int Form { get; init; } = HashChain.LatestForm;

    public required string Kind { get; init; }

    /// <summary>Change of balance, less the change of debt.</summary>
    public required Points Amount { get; init; }

    /// <summary>Change of available; a hold changes only this one.</summary>
    public required Points AvailableChange { get; init; }

    public required Points BalanceAfter { get; init; }

    public required Points AvailableAfter { get; init; }

    /// <summary>All points ever redeemed net of what was given back: a period's usage is a difference of two.</summary>
    public required Points RedeemedTotal { get; init; }

    public required int RedeemedCount { get; init; }

    /// <summary>
    /// All points ever earned, less what was taken back; no part of the hash before the third form. Temporary accruals
    /// count from their commit on; before the fourth form they did from their beginning.
    /// </summary>
    public Points EarnedTotal { get; init; }

    /// <summary>Of the entry that this one ends, cancels, or is about: a lot's or a redemption's first one.</summary>
    public int? RelatedSeq { get; init; }

    /// <summary>When a hold or a temporary accrual that begins here times out.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>Whether an adjustment changes what was earned; null for other kinds.</summary>
    public bool? CountsAsEarned { get; init; }

    /// <summary>The ledger's own time: it never runs backwards in seq.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>
    /// Whether none before it is of the same day in UTC: what was at any time is found among the entries of one day.
    /// </summary>
    public bool IsFirstOfDay { get; init; }

    /// <summary>
    /// When all that is stored with it was decided; the due time of time-driven changes lies before it.
    /// </summary>
    public DateTimeOffset RecordedAt { get; init; }

    public required IReadOnlyList<LotChange> Lots { get; init; }

    public required long PolicyVersion { get; init; }

    /// <summary>Name of the API key; null for time-driven changes.</summary>
    public string? PerformedBy { get; init; }

    public Particulars Particulars { get; init; } = Particulars.None;

    public About About { get; init; } = About.Nothing;

    /// <summary>Erasable free text and its salt; null when there is none.</summary>
    public Note? Note { get; init; }

    public byte[]? NoteDigest { get; init; }

    public byte[] Hash { get; init; } = [];

    public DateTimeOffset OccurredAt => Particulars.OccurredAt ?? EffectiveAt;

    /// <summary>Points of a temporary accrual that ends here without a commit; zero for all others.</summary>
    public Points GivenUp => Kind == EntryKind.Rollback && Lots is [var change] && change.Points < Points.Zero
        ? -change.Points
        : Points.Zero;

    /// <summary>Id of the promotion that it begins a use of; null: none.</summary>
    public string? PromotionId => About[About.PromotionId];

    /// <summary>Whether an entry of that time is the first of its day, after one of another.</summary>
    public static bool BeginsDay(DateTimeOffset before, DateTimeOffset time) =>
        time.UtcDateTime.Date > before.UtcDateTime.Date;

    public TransactionNumber Number => Account.Transaction(Seq);
}
