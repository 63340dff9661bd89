using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Keys;

namespace Loyalty.Api.Keys;

sealed class GetAuditEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Get("/v1/audit");
        Permissions(Scope.Manage);
        Document(new()
        {
            Id = nameof(GetAudit),
            Summary = "Who changed which key or program, newest first.",
            Scope = Scope.Manage,
            Answer = typeof(Page<AuditView>),
            Query =
            [
                new("thing", "key or program; both without."),
                new("thing_id", "Only changes of this one: a key's id, a program's code."),
                .. QueryParameter.Paging,
            ],
        });
    }

    protected override Task Handle(CancellationToken ct) => Answer(
        new GetAudit(Parameters.Text("thing"), Parameters.Text("thing_id"), Parameters.Page()),
        StatusCodes.Status200OK, ct);
}
