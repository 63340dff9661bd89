using Loyalty.Api.Calls;
using Loyalty.Api.Hosting;
using Loyalty.Domain;
using Microsoft.AspNetCore.Connections;

namespace Loyalty.Api.Refusals;

/// <summary>
/// The outermost layer: whatever goes wrong inside, also in the web server's own parts, is refused in the request's
/// dialect.
/// </summary>
sealed class RefusalMiddleware(RequestDelegate next, Faults faults)
{
    public async Task Invoke(HttpContext context)
    {
        if (TooMuch(context.Request) is { } refusal)
        {
            await context.Refuse(refusal);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception error) when (IsHangUp(error, context))
        {
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            // Else the server reads what is left of the body, and logs as an error of its own that it can't.
            context.Abort();
            return;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await context.Refuse(faults.Describe(error));
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null })
        {
            await context.Refuse(Refusal.Of(context.Response.StatusCode));
        }
    }

    static Refusal? TooMuch(HttpRequest request)
    {
        var target = request.Path.Value!.Length + request.QueryString.Value!.Length;
        var headers = request.Headers.Sum(header => header.Key.Length + header.Value.Sum(value => value?.Length ?? 0));
        return target > Limits.MaxTargetLength ? Refusal.Of(StatusCodes.Status414UriTooLong)
            : headers > Limits.MaxHeaderBytes ? Refusal.Of(StatusCodes.Status431RequestHeaderFieldsTooLarge)
            : request.Query.Any(pair =>
                pair.Key.Contains('\0') || pair.Value.Any(value => value?.Contains('\0') == true))
                ? Refusal.Of(Declines.Invalid([FieldCodes.InvalidText.At(NameOfUnstorable(request))]))
            : null;
    }

    /// <summary>The client went away: nobody reads an answer, and nothing is wrong here.</summary>
    static bool IsHangUp(Exception error, HttpContext context) =>
        context.RequestAborted.IsCancellationRequested
            ? error is OperationCanceledException or IOException
            : error is ConnectionResetException or ConnectionAbortedException;

    static string NameOfUnstorable(HttpRequest request) =>
        request.Query.Keys.FirstOrDefault(name => !name.Contains('\0') && request.Query[name].ToString().Contains('\0'))
            ?? "query";
}
