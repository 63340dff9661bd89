using Loyalty.Api.Refusals;
using Loyalty.Api.Security;
using Loyalty.Domain;

namespace Loyalty.Api.Calls;

/// <summary>
/// What a call answers. An endpoint makes it and does not write it: everything leaves through <see
/// cref="Leave.Answer"/>, so that nothing leaves before the caller's key is confirmed.
/// </summary>
public abstract class CallAnswer : IAsyncDisposable
{
    /// <summary>False for a fault of the service, which tells nothing that a key would be needed for.</summary>
    public virtual bool NeedsConfirmedKey => true;

    public abstract Task Write(HttpContext context);

    /// <summary>Lets go of what it would have been written from, whether or not it was.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    public static implicit operator CallAnswer(Refusal refusal) => new RefusedAnswer(refusal);

    public static implicit operator CallAnswer(Decline decline) => new RefusedAnswer(Refusal.Of(decline));

    public static CallAnswer Json(object body, int status = StatusCodes.Status200OK) => new JsonAnswer(status, body);

    sealed class RefusedAnswer(Refusal refusal) : CallAnswer
    {
        public override bool NeedsConfirmedKey => refusal.Status < StatusCodes.Status500InternalServerError;

        public override Task Write(HttpContext context) => context.Dialect().Refuse(context, refusal);
    }
}

/// <summary>A JSON body, or none.</summary>
sealed class JsonAnswer(int status, object? body) : CallAnswer
{
    public override async Task Write(HttpContext context)
    {
        context.Response.StatusCode = status;
        if (body is null)
        {
            await context.Response.StartAsync(context.RequestAborted);
            return;
        }

        await context.Response.WriteAsJsonAsync(
            body, body.GetType(), ApiJson.Strict, "application/json; charset=utf-8", context.RequestAborted);
    }
}

/// <summary>An answer that is sent as it is made.</summary>
/// <param name="source">What it is made from.</param>
sealed class StreamedAnswer(IAsyncDisposable source, Func<HttpResponse, CancellationToken, Task> write) : CallAnswer
{
    public override Task Write(HttpContext context) => write(context.Response, context.RequestAborted);

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await base.DisposeAsync();
    }
}

/// <summary>The one way out: for what endpoints answer, and for what is refused before one is reached.</summary>
static class Leave
{
    public static async Task Answer(this HttpContext context, CallAnswer answer)
    {
        await using var made = answer;
        if (answer.NeedsConfirmedKey && await KeyConfirmation.Check(context) is { } refusal)
        {
            answer = refusal;
        }

        await answer.Write(context);
    }

    public static Task Refuse(this HttpContext context, Refusal refusal) => context.Answer(refusal);
}
