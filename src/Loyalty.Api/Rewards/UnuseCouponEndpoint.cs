using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Rewards;

namespace Loyalty.Api.Rewards;

sealed class UnuseCouponEndpoint : CallEndpoint<CouponUnuseBody>
{
    protected override Call Call => new(Http.POST, "/v1/programs/{program}/coupons/{code}/unuse", nameof(UnuseCoupon))
    {
        Summary = "Take a use back, within the program's window for cancelling.",
        Scope = Scope.Cancel,
        Answers = AnswerForm.Ok<CouponView>(),
        Body = typeof(CouponUnuseBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Optional,
        Problems =
        [
            .. Call.NotFound("coupon_not_found"),
            .. Call.Conflict("not_cancellable", "cancellation_window_closed"),
            .. Call.Refused(["coupon_void"]),
        ],
    };

    protected override CouponUnuseBody WithoutBody => new();

    protected override Task<CallAnswer> Handle(CouponUnuseBody body, CancellationToken ct) =>
        Answer(new UnuseCoupon(Program, Route<string>("code")!, body.Reason), ct);
}
