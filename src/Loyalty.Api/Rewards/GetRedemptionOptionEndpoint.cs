using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Rewards;
using Loyalty.Domain.Rewards;

namespace Loyalty.Api.Rewards;

sealed class GetRedemptionOptionEndpoint : CallEndpoint
{
    protected override Call Call => new(
        Http.GET, "/v1/programs/{program}/redemption-options/{id}", nameof(GetRedemptionOption))
    {
        Summary = "An option by its number; stock is what can still be taken.",
        Scope = Scope.Read,
        Answers = AnswerForm.Ok<RedemptionOption>(),
        Problems = [.. Call.NotFound("option_not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfOption(
        number => Answer(new GetRedemptionOption(Program, number), ct));
}
