using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;
using Loyalty.Application.Json;
using Loyalty.Application.Ports;

namespace Loyalty.Api.Health;

sealed class ReadyEndpoint(IDatabaseHealth database) : CallEndpoint
{
    public override void Configure()
    {
        Get("/health/ready");
        AllowAnonymous();
        Document(new()
        {
            Id = "HealthReady",
            Summary = "The database is reachable and migrated; degraded when it has fsync off.",
            Answer = typeof(HealthAnswer),
        });
    }

    protected override async Task Handle(CancellationToken ct)
    {
        var state = await database.Check(ct);
        await (state == DatabaseState.NotMigrated
            ? Problem.Of(StatusCodes.Status503ServiceUnavailable, "unavailable").Write(HttpContext)
            : HttpContext.Response.WriteAsJsonAsync(
                new HealthAnswer(state == DatabaseState.Ready ? "ready" : "degraded"), LoyaltyJson.Options, ct));
    }
}
