using System.Security.Cryptography;
using System.Text.Json;
using Loyalty.Application.Json;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Pipeline;

/// <summary>A command whose outcome is recorded under the request's Idempotency-Key, when it has one.</summary>
public interface IIdempotent;

/// <summary>A command that moves points, and must have a key.</summary>
public interface IMovesPoints : IIdempotent;

/// <summary>
/// Demands the key and computes the command's fingerprint. The look-up and the recording are the account store's and
/// the transaction's: only there can they be one with what the command changes.
/// </summary>
public sealed class IdempotencyBehavior<TRequest, TResponse>(RequestScope scope)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IIdempotent
    where TResponse : IResult<TResponse>
{
    public const int MaxKeyLength = 255;

    public async Task<TResponse> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TResponse> next)
    {
        if (scope.IdempotencyHeader.Count == 0)
        {
            return request is IMovesPoints ? TResponse.From(Declines.IdempotencyKeyRequired) : await next();
        }

        if (scope.IdempotencyHeader.Count > 1 || Unquoted(scope.IdempotencyHeader[0]) is not { } key)
        {
            return TResponse.From(Declines.Invalid("Idempotency-Key", "invalid_idempotency_key",
                $"Must be one value of 1 to {MaxKeyLength} visible ASCII characters."));
        }

        scope.Idempotency = new(
            scope.Caller.Operator ?? "", scope.Caller.KeyName, scope.Path, key, Fingerprint.Of(request));
        return await next();
    }

    /// <summary>The key itself, or the content of a quoted structured-field string; null when it is neither.</summary>
    static string? Unquoted(string header)
    {
        var key = header;
        if (header.Length >= 2 && header[0] == '"' && header[^1] == '"')
        {
            key = header[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal)
                .Replace("\\\\", "\\", StringComparison.Ordinal);
        }

        return key.Length is >= 1 and <= MaxKeyLength && !key.AsSpan().ContainsAnyExceptInRange('!', '~') ? key : null;
    }
}

/// <summary>What tells a repeat of a command from another command.</summary>
static class Fingerprint
{
    static readonly JsonSerializerOptions Options = Make();

    /// <summary>
    /// SHA-256 over the use case's name and the command as this service writes it: amounts and times in their normal
    /// form, absent members as their defaults. Whom it is about is left out; the outcome lies with the account.
    /// </summary>
    public static byte[] Of<TRequest>(TRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(typeof(TRequest).Name));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(request, Options));
        return hash.GetHashAndReset();
    }

    static JsonSerializerOptions Make()
    {
        var options = LoyaltyJson.With(ApplicationJson.Default);
        options.Converters.Insert(0, new NormalPoints());
        return options;
    }

    /// <summary>"100", 100 and "100.00" are one amount.</summary>
    sealed class NormalPoints : System.Text.Json.Serialization.JsonConverter<Points>
    {
        public override Points Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Fingerprints are only written.");

        public override void Write(Utf8JsonWriter writer, Points value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToScale(Points.MaxScale).ToString());
    }
}
