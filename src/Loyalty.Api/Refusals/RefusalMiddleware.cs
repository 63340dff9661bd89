using Loyalty.Api.Hosting;
using Loyalty.Domain;

namespace Loyalty.Api.Refusals;

/// <summary>
/// The outermost layer: whatever goes wrong inside, also in the web server's own parts, leaves as a problem document.
/// </summary>
sealed class RefusalMiddleware(RequestDelegate next, Faults faults)
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
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            return;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await faults.Describe(error).Write(context);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null })
        {
            await Problem.Of(context.Response.StatusCode, Faults.CodeOf(context.Response.StatusCode)).Write(context);
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
}
