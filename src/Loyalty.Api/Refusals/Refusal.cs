using Loyalty.Domain;

namespace Loyalty.Api.Refusals;

/// <summary>That the answer is no, whoever says so: a decline, a fault, a wrong key, a limit, routing.</summary>
public sealed record Refusal(int Status, Decline Decline)
{
    /// <summary>The code-to-status table, as families of codes.</summary>
    public static Refusal Of(Decline decline) => new(
        decline.Kind switch
        {
            DeclineKind.Invalid => StatusCodes.Status400BadRequest,
            DeclineKind.Unauthorized => StatusCodes.Status401Unauthorized,
            DeclineKind.Forbidden => StatusCodes.Status403Forbidden,
            DeclineKind.NotFound => StatusCodes.Status404NotFound,
            DeclineKind.Conflict => StatusCodes.Status409Conflict,
            DeclineKind.Refused => StatusCodes.Status422UnprocessableEntity,
            _ => throw new InvalidOperationException($"There is no status for a decline of kind {decline.Kind}."),
        },
        decline);

    /// <summary>What the web server or the service itself refuses.</summary>
    public static Refusal Of(int status) =>
        new(status, new Decline(DeclineKind.Invalid, [Reason.Of(CodeOf(status))], []));

    static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "unauthorized",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status408RequestTimeout => "request_timeout",
        StatusCodes.Status413PayloadTooLarge => "payload_too_large",
        StatusCodes.Status414UriTooLong => "uri_too_long",
        StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
        StatusCodes.Status429TooManyRequests => "rate_limited",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => "headers_too_large",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        >= 500 => "internal_error",
        _ => "validation_failed",
    };
}
