using Loyalty.Api.Calls;
using Loyalty.Application.Json;

namespace Loyalty.Api.Health;

/// <param name="Status">live, ready or degraded.</param>
public sealed record HealthAnswer(string Status);

sealed class LiveEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Get("/health/live");
        AllowAnonymous();
        Document(new() { Id = "HealthLive", Summary = "The process is up.", Answer = typeof(HealthAnswer) });
    }

    protected override Task Handle(CancellationToken ct) =>
        HttpContext.Response.WriteAsJsonAsync(new HealthAnswer("live"), LoyaltyJson.Options, ct);
}
