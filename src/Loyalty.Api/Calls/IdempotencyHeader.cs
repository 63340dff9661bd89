using Loyalty.Domain;

namespace Loyalty.Api.Calls;

/// <summary>The grammar of an idempotency key: a text, or a quoted string of structured fields.</summary>
static class IdempotencyHeader
{
    public const int MaxLength = 255;

    /// <summary>The key, or why what was sent is none; null when nothing was sent.</summary>
    public static Result<string>? Read(IReadOnlyList<string> values) => values switch
    {
        [] => null,
        [var value] when Unquoted(value) is { } key => key,
        _ => FieldCodes.InvalidIdempotencyKey.Decline("Idempotency-Key"),
    };

    /// <summary>The key itself, or the content of a quoted structured-field string; null when it is neither.</summary>
    static string? Unquoted(string value)
    {
        var key = value;
        if (value.Length >= 2 && value[0] == '"' && value[^1] == '"')
        {
            key = value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal)
                .Replace("\\\\", "\\", StringComparison.Ordinal);
        }

        return key.Length is >= 1 and <= MaxLength && !key.AsSpan().ContainsAnyExceptInRange('!', '~') ? key : null;
    }
}
