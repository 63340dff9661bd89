using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Tiers;

namespace Loyalty.Api.Tiers;

sealed class GetMemberTierEndpoint : CallEndpoint
{
    protected override Call Call => new(
        Http.GET, "/v1/programs/{program}/members/{ref}/tier", nameof(GetMemberTier))
    {
        Summary = "A member's tier now, since when and until when, and what is missing to the next one.",
        Scope = Scope.Read,
        LoadsAccount = true,
        Answers = AnswerForm.Ok<MemberTierView>(),
        Problems = [.. Call.NotFound("member_not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfMember(
        member => Answer(new GetMemberTier(new(Program, member, PointsCurrency: null)), ct));
}
