using Loyalty.Api.Hosting;
using Loyalty.Application.Ports;

namespace Loyalty.Api.Problems;

/// <summary>
/// The outermost layer: whatever goes wrong inside, also in the web server's own parts, leaves as a problem document.
/// </summary>
sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task Invoke(HttpContext context)
    {
        if (Refusal(context.Request) is { } refusal)
        {
            await refusal.Write(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await Describe(error).Write(context);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null })
        {
            await Problem.Of(context.Response.StatusCode, CodeOf(context.Response.StatusCode)).Write(context);
        }
    }

    Problem.PendingProblem Describe(Exception error)
    {
        switch (error)
        {
            case StoreUnavailableException:
                Unavailable(error.InnerException?.GetType().Name ?? "deadline");
                return Problem.Of(StatusCodes.Status503ServiceUnavailable, "unavailable");
            case BadHttpRequestException bad:
                return Problem.Of(bad.StatusCode, CodeOf(bad.StatusCode));
            default:
                Unexpected(error);
                return Problem.Of(StatusCodes.Status500InternalServerError,
                    CodeOf(StatusCodes.Status500InternalServerError));
        }
    }

    static Problem.PendingProblem? Refusal(HttpRequest request)
    {
        var target = request.Path.Value!.Length + request.QueryString.Value!.Length;
        var headers = request.Headers.Sum(header => header.Key.Length + header.Value.Sum(value => value?.Length ?? 0));
        return target > Limits.MaxTargetLength ? Problem.Of(StatusCodes.Status414UriTooLong, "uri_too_long")
            : headers > Limits.MaxHeaderBytes
                ? Problem.Of(StatusCodes.Status431RequestHeaderFieldsTooLarge, "headers_too_large")
            : request.Query.Any(pair =>
                pair.Key.Contains('\0') || pair.Value.Any(value => value?.Contains('\0') == true))
                ? Problem.Of(StatusCodes.Status400BadRequest, "validation_failed")
            : null;
    }

    static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "unauthorized",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status408RequestTimeout => "request_timeout",
        StatusCodes.Status413PayloadTooLarge => "payload_too_large",
        StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        >= 500 => "internal_error",
        _ => "validation_failed",
    };

    [LoggerMessage(60, LogLevel.Error, "A request failed unexpectedly")]
    private partial void Unexpected(Exception error);

    [LoggerMessage(61, LogLevel.Warning, "A request could not be served for now: {Cause}")]
    private partial void Unavailable(string cause);
}

