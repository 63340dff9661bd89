using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;
using Loyalty.Application;
using Loyalty.Application.Rewards;
using Loyalty.Domain.Rewards;

namespace Loyalty.Api.Rewards;

sealed class CheckCouponEndpoint : CallEndpoint<CouponCheckBody>
{
    protected override Call Call => new(Http.POST, "/v1/programs/{program}/coupons/{code}/check", nameof(CheckCoupon))
    {
        Summary = "Ask whether a coupon can be used, and what it takes off; nothing moves.",
        Scope = Scope.Redeem,
        Answers = AnswerForm.Ok<CouponCheckView>(),
        Body = typeof(CouponCheckBody),
        LoadsAccount = true,
        Problems =
        [
            .. Call.NotFound("coupon_not_found", "member_not_found"),
        ],
    };

    protected override CouponCheckBody WithoutBody => new();

    protected override Task<CallAnswer> Handle(CouponCheckBody body, CancellationToken ct) =>
        Answer(new CheckCoupon(Program, Route<string>("code")!, body.Input()), Render, ct);

    CouponCheckView Render(CouponCheck check)
    {
        var messages = Messages.For(HttpContext);
        return new()
        {
            Usable = check.Refusals.Count == 0,
            Reasons = [.. check.Refusals.Select(
                refusal => new ReasonView(refusal.Code, messages.Detail(refusal.Reasons[0])))],
            Discount = check.Discount,
        };
    }
}
