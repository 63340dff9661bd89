using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Loyalty.Api.Calls;

namespace Loyalty.Api.Compat;

/// <summary>Reads JSON as vendors' servers do: members in any number, the last of equal ones counts.</summary>
static class JsonMessage
{
    /// <exception cref="FormatException">It is no JSON object, or has text that can't be stored.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> json)
    {
        try
        {
            if (!Utf8.IsValid(json) || JsonBody.HasUnstorableText(json))
            {
                throw new FormatException("The body has text that can't be stored.");
            }

            using var document = JsonDocument.Parse(json.ToArray());
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => (JsonObject)Node(document.RootElement)!,
                // What a client of PHP makes of no members.
                JsonValueKind.Array when document.RootElement.GetArrayLength() == 0 => [],
                _ => throw new FormatException("The body is no JSON object."),
            };
        }
        catch (JsonException error)
        {
            throw new FormatException("The body is no valid JSON.", error);
        }
    }

    static JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in element.EnumerateObject())
                {
                    members[member.Name] = Node(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Node)]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}
