using System.Text.Json.Nodes;
using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Promotions;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

sealed class UpdatePromotionEndpoint : CallEndpoint<JsonObject>
{
    protected override Call Call => new(
        Http.PATCH, "/v1/programs/{program}/promotions/{promotion}", nameof(UpdatePromotion))
    {
        Summary = "Merge changes into a promotion (RFC 7396); they hold from the next request on. Id and number stay.",
        Scope = Scope.Manage,
        Answers = AnswerForm.Ok<Promotion>(),
        Body = typeof(Promotion),
        Problems = [.. Call.NotFound("promotion_not_found")],
    };

    protected override Task<CallAnswer> Handle(JsonObject body, CancellationToken ct) =>
        Answer(new UpdatePromotion(Program, Route<string>("promotion")!, body), ct);
}
