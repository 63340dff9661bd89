using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Members;

namespace Loyalty.Api.Members;

sealed class GetMemberEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Get("/v1/programs/{program}/members/{ref}");
        Permissions(Scope.Read);
        Document(new()
        {
            Id = nameof(GetMember),
            Summary = "A member by an identifier (kind:value) or by the member id.",
            Scope = Scope.Read,
            Answer = typeof(MemberView),
            Problems = [(404, "member_not_found")],
        });
    }

    protected override async Task Handle(CancellationToken ct)
    {
        if (await MemberOfPath() is { } member)
        {
            await Answer(new GetMember(Program, member), StatusCodes.Status200OK, ct);
        }
    }
}
