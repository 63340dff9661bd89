using System.Globalization;
using System.Text.RegularExpressions;
using Loyalty.Domain.Accounts;

namespace Loyalty.Domain.Ledger;

/// <summary>
/// How an entry's lots are stored: "3:-10.0000 7:-2.5000"; a new lot, or one whose expiry moves, with its terms:
/// "3:10.0000@available_at/expires_at", with "never" for none.
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
