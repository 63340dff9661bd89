using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Members;

namespace Loyalty.Api.Members;

sealed class EraseMemberEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.DELETE, "/v1/programs/{program}/members/{ref}", nameof(EraseMember))
    {
        Summary = "Erase personal data in all of the operator's programs and close the accounts; the ledger stays.",
        Scope = Scope.Manage,
        Problems = [.. Call.NotFound("member_not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfMember(
        member => Answer(new EraseMember(Program, member), ct));
}
