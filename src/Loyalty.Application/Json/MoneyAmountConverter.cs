using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Domain;

namespace Loyalty.Application.Json;

/// <summary>Amounts of money are strings in answers, and are read from their text, as points are.</summary>
public sealed class MoneyAmountConverter : JsonConverter<decimal>
{
    const string Form =
        "Must be plain digits with at most one decimal point and at most four decimals, as in 9.50: no exponent.";

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (number, isNegative) = PointsConverter.Signed(ref reader, Form);
        return isNegative
            ? throw new InvalidValueException(FieldCodes.NotPositive, "Must not be below zero.")
            : number.Value;
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
