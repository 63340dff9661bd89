using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Keys;

namespace Loyalty.Api.Keys;

sealed class RevokeKeyEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.DELETE, "/v1/keys/{id}", nameof(RevokeKey))
    {
        Summary = "End an API key, from the very next request on.",
        Scope = Scope.Manage,
        Problems = [.. Call.NotFound("not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => Answer(new RevokeKey(Route<string>("id")!), ct);
}
