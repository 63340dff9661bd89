using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;

namespace Loyalty.Api.Hosting;

/// <summary>
/// Whether the service has done what comes before its first request: the schema, and demo data where asked.
/// </summary>
sealed class Readiness
{
    volatile bool isReady;

    public bool IsReady => isReady;

    public void Reached() => isReady = true;
}

static class ReadinessGate
{
    /// <summary>Until then calls that need a key are refused: what they ask for may not be there yet.</summary>
    public static void UseReadiness(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Use((context, next) => !readiness.IsReady
            && context.GetEndpoint()?.Metadata.GetMetadata<Call>() is { Scope: not null }
                ? context.Refuse(Refusal.Of(StatusCodes.Status503ServiceUnavailable))
                : next(context));
    }
}
