using System.Collections;
using System.Diagnostics;
using Loyalty.Api.Security;

namespace Loyalty.Api.Telemetry;

/// <summary>
/// Says of every log line which request it belongs to: the id that its answer has, too, and whose it is. Nothing of
/// what the caller sent.
/// </summary>
static class RequestLog
{
    const string Header = "Request-Id";

    /// <summary>The request's id: its trace's.</summary>
    public static string IdOf(HttpContext context) =>
        Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    public static void UseRequestLog(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Loyalty.Request");
        app.Use(async (context, next) =>
        {
            // Where nobody records spans, the web server begins no trace.
            using var trace = Activity.Current is null ? Begin(context.Request.Headers.TraceParent) : null;
            var id = IdOf(context);
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[Header] = id;
                return Task.CompletedTask;
            });
            var scope = new RequestScope(id);
            context.Features.Set(scope);
            using (logger.BeginScope(scope))
            {
                await next(context);
            }
        });
    }

    static Activity Begin(string? parent)
    {
        var trace = new Activity("request");
        if (ActivityContext.TryParse(parent, null, out _))
        {
            trace.SetParentId(parent!);
        }

        return trace.Start();
    }
}

/// <summary>
/// What a request's log lines say of it. It outlives the request, since what several callers share may still be
/// going on: so it holds nothing of the web server's.
/// </summary>
sealed class RequestScope(string id) : IEnumerable<KeyValuePair<string, object?>>
{
    /// <summary>Known once the request is authenticated.</summary>
    public AuthenticatedKey? Key { get; set; }

    /// <summary>The vendor's dialect, and the call in it; null: the contract is our own.</summary>
    public (string Dialect, string Call)? Vendors { get; set; }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return new("trace_id", id);
        yield return new("key_id", Key?.Id);
        yield return new("operator", Key?.Caller.Operator);
        if (Vendors is var (dialect, call))
        {
            yield return new("dialect", dialect);
            yield return new("call", call);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => id;
}
