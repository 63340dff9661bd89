using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Rewards;

namespace Loyalty.Api.Rewards;

sealed class ReleaseCouponEndpoint : CallEndpoint<CouponReleaseBody>
{
    protected override Call Call => new(
        Http.POST, "/v1/programs/{program}/coupons/{code}/release", nameof(ReleaseCoupon))
    {
        Summary = "Let go of a coupon that was set aside.",
        Scope = Scope.Redeem,
        Answers = AnswerForm.Ok<CouponView>(),
        Body = typeof(CouponReleaseBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Optional,
        Problems =
        [
            .. Call.NotFound("coupon_not_found"),
            .. Call.Conflict("coupon_held"),
        ],
    };

    protected override CouponReleaseBody WithoutBody => new();

    protected override Task<CallAnswer> Handle(CouponReleaseBody body, CancellationToken ct) =>
        Answer(
            new ReleaseCoupon(Program, Route<string>("code")!, body.Location?.Store), ct);
}
