using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Members;

namespace Loyalty.Api.Members;

sealed class EraseMemberEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Delete("/v1/programs/{program}/members/{ref}");
        Permissions(Scope.Manage);
        Document(new()
        {
            Id = nameof(EraseMember),
            Summary = "Erase personal data in all of the operator's programs and close the accounts; the ledger stays.",
            Scope = Scope.Manage,
            Status = StatusCodes.Status204NoContent,
            Problems = [(404, "member_not_found")],
        });
    }

    protected override async Task Handle(CancellationToken ct)
    {
        if (await MemberOfPath() is { } member)
        {
            await Answer(new EraseMember(Program, member), StatusCodes.Status204NoContent, _ => null, ct);
        }
    }
}
