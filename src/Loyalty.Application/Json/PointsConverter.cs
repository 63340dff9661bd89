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
    const string Form =
        "Must be plain digits with at most one decimal point and at most four decimals, as in 99.5: no exponent.";

    public override Points Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (points, isNegative) = Signed(ref reader, Form);
        return isNegative
            ? throw new InvalidValueException(FieldCodes.NotPositive, "Must not be below zero.")
            : points;
    }

    /// <summary>An amount, and whether a minus stood before it.</summary>
    internal static (Points Points, bool IsNegative) Signed(ref Utf8JsonReader reader, string form)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => throw new InvalidValueException(FieldCodes.WrongType),
        };
        var isNegative = text.StartsWith('-');
        var digits = isNegative ? text.AsSpan(1) : text;
        return Points.TryParse(digits, out var points) ? (points, isNegative)
            : digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9')
                ? throw new InvalidValueException(FieldCodes.TooLarge, $"Must be at most {Points.Max}.")
            : throw new InvalidValueException(FieldCodes.InvalidFormat, form);
    }

    public override void Write(Utf8JsonWriter writer, Points value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>For the one request where points have a sign: a minus may come first.</summary>
public sealed class SignedPointsConverter : JsonConverter<Points>
{
    const string Form =
        "Must be plain digits with at most one decimal point and at most four decimals, a minus to take, no exponent.";

    public override Points Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (points, isNegative) = PointsConverter.Signed(ref reader, Form);
        return isNegative ? -points : points;
    }

    public override void Write(Utf8JsonWriter writer, Points value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
