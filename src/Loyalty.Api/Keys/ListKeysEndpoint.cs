using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Keys;

namespace Loyalty.Api.Keys;

sealed class ListKeysEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Get("/v1/keys");
        Permissions(Scope.Manage);
        Document(new()
        {
            Id = nameof(ListKeys),
            Summary = "API keys without their secrets, newest first.",
            Scope = Scope.Manage,
            Answer = typeof(Page<KeyView>),
            Query = QueryParameter.Paging,
        });
    }

    protected override Task Handle(CancellationToken ct) =>
        Answer(new ListKeys(Parameters.Page()), StatusCodes.Status200OK, ct);
}
