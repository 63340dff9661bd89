using FastEndpoints;
using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Members;

namespace Loyalty.Api.Members;

sealed class UpdateMemberEndpoint : CallEndpoint<JsonObject>
{
    protected override Call Call => new(Http.PATCH, "/v1/programs/{program}/members/{ref}", nameof(UpdateMember))
    {
        Summary = "Merge changes into a member (RFC 7396): identifiers and profile; with manage the status.",
        Scope = Scope.Members,
        OtherScope = Scope.Manage,
        Answers = AnswerForm.Ok<MemberView>(),
        Body = typeof(PatchedMember),
        Problems =
        [
            .. Call.NotFound("member_not_found"),
            .. Call.Conflict("identifier_taken"),
            .. Call.Refused(["account_closed"]),
        ],
    };

    protected override Task<CallAnswer> Handle(JsonObject body, CancellationToken ct) => OfMember(
        member => Answer(new UpdateMember(Program, member, body), ct));
}
