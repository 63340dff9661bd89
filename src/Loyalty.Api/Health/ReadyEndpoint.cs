using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;
using Loyalty.Application.Ports;

namespace Loyalty.Api.Health;

sealed class ReadyEndpoint(IDatabaseHealth database) : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/health/ready", "HealthReady")
    {
        Summary = "The database is reachable and migrated; degraded when it has fsync off.",
        Answers = AnswerForm.Ok<HealthView>(),
    };

    protected override async Task<CallAnswer> Handle(CancellationToken ct) => await database.Check(ct) switch
    {
        DatabaseState.NotMigrated => Refusal.Of(StatusCodes.Status503ServiceUnavailable),
        DatabaseState.Ready => CallAnswer.Json(new HealthView("ready")),
        _ => CallAnswer.Json(new HealthView("degraded")),
    };
}
