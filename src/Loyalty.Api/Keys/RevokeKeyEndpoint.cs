using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Keys;

namespace Loyalty.Api.Keys;

sealed class RevokeKeyEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Delete("/v1/keys/{id}");
        Permissions(Scope.Manage);
        Document(new()
        {
            Id = nameof(RevokeKey),
            Summary = "End an API key, from the very next request on.",
            Scope = Scope.Manage,
            Status = StatusCodes.Status204NoContent,
            Problems = [(404, "not_found")],
        });
    }

    protected override Task Handle(CancellationToken ct) =>
        Answer(new RevokeKey(Route<string>("id")!), StatusCodes.Status204NoContent, _ => null, ct);
}
