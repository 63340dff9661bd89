using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Domain;

namespace Loyalty.Application.Json;

/// <summary>
/// Points are strings in answers; requests may use a string or a number, and either is read from its text, so that no
/// binary fraction comes between.
/// </summary>
public sealed class PointsConverter : JsonConverter<Points>
{
    public override Points Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        return Points.TryParse(Text(ref reader), out var points)
            ? points
            : throw new JsonException("Must be plain digits with at most one decimal point and at most four decimals.");
    }

    internal static string Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => "",
    };

    public override void Write(Utf8JsonWriter writer, Points value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>For the one request where points have a sign: a minus may come first.</summary>
public sealed class SignedPointsConverter : JsonConverter<Points>
{
    public override Points Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = PointsConverter.Text(ref reader);
        var isNegative = text.StartsWith('-');
        return Points.TryParse(isNegative ? text.AsSpan(1) : text, out var points)
            ? isNegative ? -points : points
            : throw new JsonException(
                "Must be plain digits with at most one decimal point and at most four decimals, and a minus to take.");
    }

    public override void Write(Utf8JsonWriter writer, Points value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
