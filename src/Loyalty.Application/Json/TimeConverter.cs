using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Loyalty.Domain;

namespace Loyalty.Application.Json;

/// <summary>RFC 3339: any offset in, but one there must be; UTC with Z out. Kept to the microsecond.</summary>
public sealed partial class TimeConverter : JsonConverter<DateTimeOffset>
{
    const int FirstYear = 1900;
    const int LastYear = 9998;

    public const string Form = "Must be an RFC 3339 time with an offset, as in 2026-01-31T12:00:00Z.";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var time)
            ? time
            : throw Invalid(reader.TokenType == JsonTokenType.String ? reader.GetString() : null);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));

    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;
        if (text is null || !Rfc3339().IsMatch(text)
            || !DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var parsed)
            || parsed.Year is < FirstYear or > LastYear)
        {
            return false;
        }

        time = parsed.WholeMicroseconds();
        return true;
    }

    /// <summary>What is wrong with a text that is no time here.</summary>
    public static (FieldCode Code, string Message) WrongWith(string? text) =>
        text is not null && Rfc3339().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out _)
            ? (FieldCodes.OutOfRange, $"Must lie in the years {FirstYear} to {LastYear}; leave out what has no end.")
            : (FieldCodes.InvalidFormat, Form);

    static InvalidValueException Invalid(string? text)
    {
        var (code, message) = WrongWith(text);
        return new(code, message);
    }

    public static string? Text(DateTimeOffset? time) => time is { } known ? Text(known) : null;

    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
