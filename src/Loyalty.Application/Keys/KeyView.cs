using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Application.Json;
using Loyalty.Application.Ports;
using Loyalty.Domain;

namespace Loyalty.Application.Keys;

/// <summary>An API key without its secret.</summary>
public sealed record KeyView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Operator { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required KeyPrograms Programs { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Written once a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>An API key on the one occasion on which its secret is told.</summary>
public sealed record CreatedKey : ITellsOnce<CreatedKey>
{
    public required string Id { get; init; }

    /// <summary>The key itself. Null when the request is a repeat: a secret is kept nowhere.</summary>
    public string? Key { get; init; }

    public required string Name { get; init; }

    public required string Operator { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required KeyPrograms Programs { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public CreatedKey WithoutSecret() => this with { Key = null };
}

/// <summary>The codes of some programs, or "all" of the operator's.</summary>
[JsonConverter(typeof(KeyProgramsConverter))]
public sealed record KeyPrograms(IReadOnlyList<string>? Codes);

public sealed class KeyProgramsConverter : JsonConverter<KeyPrograms>
{
    const string Form = "Must be a list of program codes or \"all\".";

    public override KeyPrograms Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("all"))
        {
            return new((IReadOnlyList<string>?)null);
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new InvalidValueException(FieldCodes.InvalidFormat, Form);
        }

        var codes = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            codes.Add(
                reader.TokenType == JsonTokenType.String ? reader.GetString()!
                    : throw new InvalidValueException(FieldCodes.InvalidFormat, Form));
        }

        return new(codes);
    }

    public override void Write(Utf8JsonWriter writer, KeyPrograms value, JsonSerializerOptions options)
    {
        if (value.Codes is null)
        {
            writer.WriteStringValue("all");
        }
        else
        {
            JsonSerializer.Serialize(writer, value.Codes, options);
        }
    }
}
