using Loyalty.Application.Ports;

namespace Loyalty.Api.Refusals;

/// <summary>What a caller is told when something threw.</summary>
sealed partial class Faults(ILogger<Faults> logger)
{
    public Problem.PendingProblem Describe(Exception error)
    {
        switch (error)
        {
            case StoreUnavailableException:
                Unavailable(error.InnerException is { } inner ? $"{error.Message} ({inner.GetType().Name})" : error.Message);
                return Problem.Of(StatusCodes.Status503ServiceUnavailable, "unavailable");
            case BadHttpRequestException bad:
                return Problem.Of(bad.StatusCode, CodeOf(bad.StatusCode));
            default:
                Unexpected(error);
                return Problem.Of(StatusCodes.Status500InternalServerError,
                    CodeOf(StatusCodes.Status500InternalServerError));
        }
    }

    public static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "unauthorized",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status408RequestTimeout => "request_timeout",
        StatusCodes.Status413PayloadTooLarge => "payload_too_large",
        StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        StatusCodes.Status429TooManyRequests => "rate_limited",
        >= 500 => "internal_error",
        _ => "validation_failed",
    };

    [LoggerMessage(60, LogLevel.Error, "A request failed unexpectedly")]
    private partial void Unexpected(Exception error);

    [LoggerMessage(61, LogLevel.Warning, "A request could not be served for now: {Cause}")]
    private partial void Unavailable(string cause);
}
