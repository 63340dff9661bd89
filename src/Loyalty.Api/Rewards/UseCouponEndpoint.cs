using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Rewards;

namespace Loyalty.Api.Rewards;

sealed class UseCouponEndpoint : CallEndpoint<CouponUseBody>
{
    protected override Call Call => new(Http.POST, "/v1/programs/{program}/coupons/{code}/use", nameof(UseCoupon))
    {
        Summary = "Use a coupon or voucher, once.",
        Scope = Scope.Redeem,
        Answers = AnswerForm.Ok<CouponView>(),
        Body = typeof(CouponUseBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Optional,
        Problems =
        [
            .. Call.NotFound("coupon_not_found", "member_not_found"),
            .. Call.Conflict("coupon_already_used", "coupon_held"),
            .. Call.Refused(["coupon_void", "coupon_expired", "coupon_not_transferable", "currency_not_supported"]),
        ],
    };

    protected override CouponUseBody WithoutBody => new();

    protected override Task<CallAnswer> Handle(CouponUseBody body, CancellationToken ct) =>
        Answer(new UseCoupon(Program, Code, body.Input()), ct);

    string Code => Route<string>("code")!;
}
