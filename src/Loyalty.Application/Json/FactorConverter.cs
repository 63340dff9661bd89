using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Domain;

namespace Loyalty.Application.Json;

/// <summary>Factors are strings in answers, and are read from their text, as points are.</summary>
public sealed class FactorConverter : JsonConverter<Factor>
{
    const string Form =
        "Must be plain digits with at most one decimal point and at most four decimals, as in 1.5: no exponent.";

    public override Factor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (number, isNegative) = PointsConverter.Signed(ref reader, Form);
        return isNegative
            ? throw new InvalidValueException(FieldCodes.NotPositive, "Must not be below zero.")
            : new(number.Value);
    }

    public override void Write(Utf8JsonWriter writer, Factor value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
