using System.Globalization;
using System.Text;

namespace Loyalty.Domain.Ledger;

/// <summary>
/// Values one after the other, each in its canonical text with its length before it: no two different rows of values
/// write the same.
/// </summary>
sealed class CanonicalForm
{
    const int LongestValue = 64;

    readonly StringBuilder form = new(512);

    public void Add(ReadOnlySpan<char> text) =>
        form.Append(CultureInfo.InvariantCulture, $"{text.Length}:").Append(text).Append(';');

    public void Add(string? text)
    {
        if (text is null)
        {
            form.Append("-;");
        }
        else
        {
            Add(text.AsSpan());
        }
    }

    public void Add(Points points) => Add<decimal>(points.Value, Canonical.AmountFormat);

    public void Add(DateTimeOffset? time) => Add<DateTime>(time?.UtcDateTime, Canonical.TimeFormat);

    public void Add(long? number) => Add<long>(number, "D");

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(form.ToString());

    void Add<T>(T? value, string format)
        where T : struct, ISpanFormattable
    {
        if (value is not { } given)
        {
            Add((string?)null);
            return;
        }

        Span<char> text = stackalloc char[LongestValue];
        Add(given.TryFormat(text, out var length, format, CultureInfo.InvariantCulture)
            ? text[..length]
            : throw new InvalidOperationException("A value is longer than any can be."));
    }
}

/// <summary>One way of writing a value, so that a hash over stored columns can be computed again at any time.</summary>
static class Canonical
{
    public const string AmountFormat = "0.0000";

    /// <summary>Of a time in UTC.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Amount(Points points) => points.Value.ToString(AmountFormat, CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset ReadTime(string text) => DateTimeOffset.ParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
