using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Loyalty.Domain.Accounts;

/// <summary>The kinds of entries; stored and shown by their snake_case names.</summary>
public static class EntryKind
{
    public const string Accrual = "accrual";
    public const string Redemption = "redemption";
    public const string Expiry = "expiry";
    public const string Activation = "activation";
}

/// <summary>Where something happened, as the caller names it.</summary>
public sealed record Location(string? Store, string? Till);

/// <summary>
/// What the caller says about a movement of points. Nothing is computed from it; all but the note is in the hash.
/// </summary>
public sealed record Particulars
{
    public static readonly Particulars None = new();

    /// <summary>How far ahead of ours a caller's clock may be.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(60);

    /// <summary>The caller's own id: unique per account and family of commands, for ever.</summary>
    public string? ExternalId { get; init; }

    public string? OrderRef { get; init; }

    public DateTimeOffset? OccurredAt { get; init; }

    public Location? Location { get; init; }

    /// <summary>Why points were earned: purchase, bonus, referral, activity or manual.</summary>
    public string? Reason { get; init; }

    /// <summary>Free text; erased with the member.</summary>
    public string? Description { get; init; }

    /// <summary>A JSON object as text; erased with the member.</summary>
    public string? Metadata { get; init; }
}

/// <summary>One line of an account's ledger. Entries are only ever added; <see cref="Seq"/> has no gaps.</summary>
public sealed record Entry
{
    public required AccountId Account { get; init; }

    public required int Seq { get; init; }

    public required string Kind { get; init; }

    /// <summary>Change of balance.</summary>
    public required Points Amount { get; init; }

    /// <summary>Change of available; a hold changes only this one.</summary>
    public required Points AvailableChange { get; init; }

    public required Points BalanceAfter { get; init; }

    public required Points AvailableAfter { get; init; }

    /// <summary>All points ever redeemed net of what was given back: a period's usage is a difference of two.</summary>
    public required Points RedeemedTotal { get; init; }

    public required int RedeemedCount { get; init; }

    public int? RelatedSeq { get; init; }

    /// <summary>The ledger's own time: it never runs backwards in seq.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>When it was decided; the due time of time-driven changes lies before it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    public required IReadOnlyList<LotChange> Lots { get; init; }

    public required long PolicyVersion { get; init; }

    /// <summary>Name of the API key; null for time-driven changes.</summary>
    public string? PerformedBy { get; init; }

    public Particulars Particulars { get; init; } = Particulars.None;

    /// <summary>Erasable free text and its salt; null when there is none.</summary>
    public Note? Note { get; init; }

    public byte[]? NoteDigest { get; init; }

    public byte[] Hash { get; init; } = [];

    public DateTimeOffset OccurredAt => Particulars.OccurredAt ?? EffectiveAt;

    public TransactionNumber Number => Account.Transaction(Seq);

}

/// <summary>
/// How an entry's lots are stored: "3:-10.0000 7:-2.5000"; a new lot with its terms:
/// "3:10.0000@available_at/expires_at",
/// with "never" for none.
/// </summary>
public static class LotsText
{
    const string Never = "never";

    public static string Write(IReadOnlyList<LotChange> lots) => string.Join(' ', lots.Select(Write));

    /// <summary>Empty when the text is no list of lots: only an edit by hand can make it so.</summary>
    public static IReadOnlyList<LotChange> Read(string text)
    {
        var changes = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReadOne).ToList();
        return changes.Contains(null) ? [] : changes.ConvertAll(change => change!);
    }

    static string Write(LotChange lot)
    {
        var terms = lot.Terms is { } given
            ? $"@{Canonical.Time(given.AvailableAt)}/{(given.ExpiresAt is { } expiry ? Canonical.Time(expiry) : Never)}"
            : "";
        return $"{lot.Lot}:{Canonical.Amount(lot.Points)}{terms}";
    }

    static LotChange? ReadOne(string text)
    {
        var match = Regex.Match(text, @"^(\d+):(-?\d+\.\d{4})(?:@([^/]+)/([^/]+))?$", RegexOptions.CultureInvariant);
        return !match.Success || !int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var lot)
            || !decimal.TryParse(match.Groups[2].Value, CultureInfo.InvariantCulture, out var points)
                ? null
                : new(lot, new(points), ReadTerms(match.Groups[3].Value, match.Groups[4].Value));
    }

    static LotTerms? ReadTerms(string availableAt, string expiresAt)
    {
        var hasExpiry = DateTimeOffset.TryParse(expiresAt, CultureInfo.InvariantCulture, out var expiry);
        return DateTimeOffset.TryParse(availableAt, CultureInfo.InvariantCulture, out var available)
            && (hasExpiry || expiresAt == Never)
                ? new(available, hasExpiry ? expiry : null)
                : null;
    }
}

/// <summary>
/// Free text beside an entry. The entry keeps only the salted digest, so erasing it leaves the chain intact.
/// </summary>
public sealed record Note(byte[] Salt, string? Description, string? Metadata)
{
    public static Note? For(Particulars particulars, byte[] salt) =>
        particulars.Description is null && particulars.Metadata is null
            ? null
            : new(salt, particulars.Description, particulars.Metadata);

    public byte[] Digest() => System.Security.Cryptography.SHA256.HashData(
        [.. Salt, .. Encoding.UTF8.GetBytes(Canonical.Field(Description) + Canonical.Field(Metadata))]);
}

/// <summary>One way of writing a value, so that a hash over stored columns can be computed again at any time.</summary>
static class Canonical
{
    /// <summary>Length before the text: no two different rows of fields write the same.</summary>
    public static string Field(string? text) =>
        text is null ? "-;" : string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text};");

    public static string Amount(Points points) => points.Value.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
