using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Redemptions;
using Loyalty.Domain.Redemptions;

namespace Loyalty.Api.Redemptions;

sealed class RedeemPointsEndpoint : CallEndpoint<RedemptionBody>
{
    protected override Call Call => new(Http.POST, "/v1/programs/{program}/redemptions", nameof(RedeemPoints))
    {
        Summary = "Spend points at once, or set them aside (hold) until a commit takes them.",
        Scope = Scope.Redeem,
        Answers = AnswerForm.Created<RedemptionReceipt>(),
        Body = typeof(RedemptionBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Required,
        Problems =
        [
            .. Call.NotFound("member_not_found", "promotion_not_found", "option_not_found", "not_found"),
            .. Call.Conflict("external_id_taken", "code_taken"),
            .. Call.Refused([.. RedemptionRules.Codes.Where(code => code != "code_taken"), "points_required"]),
        ],
    };

    protected override Task<CallAnswer> Handle(RedemptionBody body, CancellationToken ct) => Answer(
        new RedeemPoints(body.Account(Program), body.Input()), receipt => receipt.Said(HttpContext), ct);
}
