using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Rewards;

namespace Loyalty.Api.Rewards;

sealed class HoldCouponEndpoint : CallEndpoint<CouponHoldBody>
{
    protected override Call Call => new(Http.POST, "/v1/programs/{program}/coupons/{code}/hold", nameof(HoldCoupon))
    {
        Summary = "Set a coupon aside for a shop; its own key can use, hold anew or release it.",
        Scope = Scope.Redeem,
        Answers = AnswerForm.Ok<CouponView>(),
        Body = typeof(CouponHoldBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Optional,
        Problems =
        [
            .. Call.NotFound("coupon_not_found"),
            .. Call.Conflict("coupon_already_used", "coupon_held"),
            .. Call.Refused(["coupon_void", "coupon_expired"]),
        ],
    };

    protected override CouponHoldBody WithoutBody => new();

    protected override Task<CallAnswer> Handle(CouponHoldBody body, CancellationToken ct) =>
        Answer(
            new HoldCoupon(
                Program, Route<string>("code")!, body.Location?.Store,
                new() { TimeoutSeconds = body.TimeoutSeconds }),
            ct);
}
