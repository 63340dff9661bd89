using System.Globalization;

namespace Loyalty.Domain.Ledger;

/// <summary>One way of writing a value, so that a hash over stored columns can be computed again at any time.</summary>
static class Canonical
{
    public const string AmountFormat = "0.0000";

    /// <summary>Of a time in UTC.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Amount(Points points) => points.Value.ToString(AmountFormat, CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
