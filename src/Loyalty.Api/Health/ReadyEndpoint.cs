using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Api.Hosting;
using Loyalty.Api.Refusals;
using Loyalty.Application.Ports;

namespace Loyalty.Api.Health;

sealed class ReadyEndpoint(IDatabaseHealth database, Readiness readiness) : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/health/ready", "HealthReady")
    {
        Summary = "The database is reachable and migrated; degraded when it has fsync off, no room on its disk, "
            + "another time than the instance, or a later version's schema.",
        Answers = AnswerForm.Ok<HealthView>(),
    };

    protected override async Task<CallAnswer> Handle(CancellationToken ct) => !readiness.IsReady
        ? Refusal.Of(StatusCodes.Status503ServiceUnavailable)
        : await database.Check(ct) switch
        {
            DatabaseState.NotMigrated or DatabaseState.Outgrown => Refusal.Of(StatusCodes.Status503ServiceUnavailable),
            DatabaseState.Ready => CallAnswer.Json(new HealthView("ready")),
            _ => CallAnswer.Json(new HealthView("degraded")),
        };
}
