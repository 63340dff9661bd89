using System.Collections;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Application.Accounts;
using Loyalty.Application.Json;
using Loyalty.Domain;
using Loyalty.Application.Programs;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Tiers;

namespace Loyalty.Application.Pipeline;

/// <summary>An idempotency key and the fingerprint of the command that came with it.</summary>
/// <param name="Operator">Empty for the bootstrap key.</param>
/// <param name="KeyLine">The line of rotation of the API key.</param>
public sealed record IdempotencyKey(string Operator, string KeyLine, string Path, string Value, byte[] Fingerprint)
{
    /// <summary>Null when the request has none.</summary>
    public static IdempotencyKey? Of(RequestContext request, IIdempotent command) =>
        request.IdempotencyKey is { IsOk: true } key
            ? new(request.Caller.Operator ?? "", request.Caller.Line, request.Path, key.Value,
                Pipeline.Fingerprint.Of(command))
            : null;
}

/// <summary>What tells a repeat of a command from another command.</summary>
static class Fingerprint
{
    static readonly IReadOnlyList<string> FirstBlocks = ["redemption", "hold", "cancellation", "expiry"];

    static readonly JsonSerializerOptions Options = Make();

    /// <summary>
    /// SHA-256 over the use case's name and the command as this service writes it: amounts and times in their normal
    /// form, what is absent not at all, so that a member added later changes no fingerprint of before. Whom the command
    /// is about is left out; the outcome lies with the account.
    /// </summary>
    public static byte[] Of(IIdempotent command)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(command.GetType().Name));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), Options));
        return hash.GetHashAndReset();
    }

    static JsonSerializerOptions Make()
    {
        var options = LoyaltyJson.With(ApplicationJson.Default);
        options.TypeInfoResolver = options.TypeInfoResolver!.WithAddedModifier(LeaveOutTheAccount)
            .WithAddedModifier(LeaveOutLaterBlocks);
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Insert(0, new NormalPoints());
        options.Converters.Insert(0, new NormalMoney());
        return options;
    }

    static void LeaveOutTheAccount(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(member => member.PropertyType == typeof(AccountInput)))
        {
            member.ShouldSerialize = (_, _) => false;
        }
    }

    /// <summary>What came later, tiers and blocks of a policy, says nothing while it has its defaults.</summary>
    static void LeaveOutLaterBlocks(JsonTypeInfo type)
    {
        if (type.Type == typeof(ProgramDocument))
        {
            var tiers = type.Properties.Single(member => member.PropertyType == typeof(IReadOnlyList<Tier>));
            tiers.ShouldSerialize = (_, value) => value is IReadOnlyList<Tier> { Count: > 0 };
        }

        if (type.Type == typeof(ProgramPolicy))
        {
            foreach (var block in type.Properties.Where(member => !FirstBlocks.Contains(member.Name)))
            {
                var usual = block.PropertyType.IsInterface ? null : Activator.CreateInstance(block.PropertyType);
                block.ShouldSerialize = (_, value) => !Equals(value, usual) && value is not ICollection { Count: 0 };
            }
        }
    }

    /// <summary>"100", 100 and "100.00" are one amount.</summary>
    sealed class NormalPoints : JsonConverter<Points>
    {
        public override Points Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Fingerprints are only written.");

        public override void Write(Utf8JsonWriter writer, Points value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToScale(Points.MaxScale).ToString());
    }

    /// <summary>"5", 5 and "5.00" are one amount of money.</summary>
    sealed class NormalMoney : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Fingerprints are only written.");

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(new Points(value).ToScale(Points.MaxScale).ToString());
    }
}
