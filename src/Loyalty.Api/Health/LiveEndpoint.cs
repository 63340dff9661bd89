using FastEndpoints;
using Loyalty.Api.Calls;

namespace Loyalty.Api.Health;

/// <param name="Status">live, ready or degraded.</param>
public sealed record HealthView(string Status);

sealed class LiveEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/health/live", "HealthLive")
    {
        Summary = "The process is up.",
        Answers = AnswerForm.Ok<HealthView>(),
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) =>
        Task.FromResult(CallAnswer.Json(new HealthView("live")));
}
