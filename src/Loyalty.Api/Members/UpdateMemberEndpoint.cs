using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Members;

namespace Loyalty.Api.Members;

sealed class UpdateMemberEndpoint : CallEndpoint<JsonObject>
{
    public override void Configure()
    {
        Patch("/v1/programs/{program}/members/{ref}");
        Permissions(Scope.Accrue);
        Document(new()
        {
            Id = nameof(UpdateMember),
            Summary = "Merge changes into a member (RFC 7396): identifiers, name, language, tags, status with reason.",
            Scope = Scope.Accrue,
            Body = typeof(PatchedMember),
            Answer = typeof(MemberView),
            Problems = [(404, "member_not_found"), (409, "identifier_taken"), (422, "account_closed")],
        });
    }

    protected override async Task Handle(JsonObject body, CancellationToken ct)
    {
        if (await MemberOfPath() is { } member)
        {
            await Answer(new UpdateMember(Program, member, body), StatusCodes.Status200OK, ct);
        }
    }
}
