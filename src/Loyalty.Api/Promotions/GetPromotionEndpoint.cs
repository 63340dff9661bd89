using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Promotions;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

sealed class GetPromotionEndpoint : CallEndpoint
{
    protected override Call Call => new(
        Http.GET, "/v1/programs/{program}/promotions/{promotion}", nameof(GetPromotion))
    {
        Summary = "A promotion by its id.",
        Scope = Scope.Read,
        Answers = AnswerForm.Ok<Promotion>(),
        Problems = [.. Call.NotFound("promotion_not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) =>
        Answer(new GetPromotion(Program, Route<string>("promotion")!), ct);
}
