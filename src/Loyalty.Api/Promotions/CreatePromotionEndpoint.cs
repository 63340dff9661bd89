using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Promotions;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

sealed class CreatePromotionEndpoint : CallEndpoint<Promotion>
{
    protected override Call Call => new(Http.POST, "/v1/programs/{program}/promotions", nameof(CreatePromotion))
    {
        Summary = "Add a promotion that redemptions and accruals can name; only id and name are required.",
        Scope = Scope.Manage,
        Answers = AnswerForm.Created<Promotion>(),
        Body = typeof(Promotion),
        Idempotency = IdempotencyRule.Optional,
        Problems = [.. Call.Conflict("code_taken", "number_taken")],
    };

    protected override Task<CallAnswer> Handle(Promotion body, CancellationToken ct) =>
        Answer(new CreatePromotion(Program, body), ct);
}
