using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Members;

namespace Loyalty.Api.Members;

sealed class GetMemberEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/programs/{program}/members/{ref}", nameof(GetMember))
    {
        Summary = "A member by an identifier (kind:value) or by the member id.",
        Scope = Scope.Read,
        Answers = AnswerForm.Ok<MemberView>(),
        Problems = [.. Call.NotFound("member_not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfMember(
        member => Answer(new GetMember(Program, member), ct));
}
