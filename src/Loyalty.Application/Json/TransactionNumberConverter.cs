using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;

namespace Loyalty.Application.Json;

/// <summary>Ids of transactions are texts: txn_ and the number.</summary>
public sealed class TransactionNumberConverter : JsonConverter<TransactionNumber>
{
    public override TransactionNumber Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TransactionNumber.TryParse(reader.GetString(), out var number)
            ? number
            : throw new InvalidValueException(FieldCodes.InvalidFormat, "Must be the id of a transaction.");

    public override void Write(Utf8JsonWriter writer, TransactionNumber value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
