using System.Globalization;

namespace Loyalty.Domain.Accounts;

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
