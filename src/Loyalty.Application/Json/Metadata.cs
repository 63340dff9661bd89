using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Domain;

namespace Loyalty.Application.Json;

/// <summary>A caller's own JSON object, kept as the text it came in (white space aside): at most 4 KiB.</summary>
[JsonConverter(typeof(MetadataConverter))]
public sealed record Metadata(string Json)
{
    public const int MaxBytes = 4096;

    public bool IsTooLarge => Encoding.UTF8.GetByteCount(Json) > MaxBytes;
}

public sealed class MetadataConverter : JsonConverter<Metadata>
{
    public override Metadata Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidValueException(FieldCodes.InvalidFormat, "Must be a JSON object.");
        }

        using var document = JsonDocument.ParseValue(ref reader);
        using var withoutDuplicates = JsonDocument.Parse(document.RootElement.GetRawText(), LoyaltyJson.NothingTwice);
        Check(document.RootElement);
        return new(JsonSerializer.Serialize(document.RootElement, LoyaltyJson.Options));
    }

    public override void Write(Utf8JsonWriter writer, Metadata value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json);

    static void Check(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Check(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Check(item);
                }

                break;
            case JsonValueKind.Number when !element.TryGetDouble(out var number) || !double.IsFinite(number):
                throw new InvalidValueException(FieldCodes.InvalidFormat, "Has a number that no client could read.");
            default:
                break;
        }
    }
}
