using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Rewards;

namespace Loyalty.Api.Rewards;

sealed class GetCouponEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/programs/{program}/coupons/{code}", nameof(GetCoupon))
    {
        Summary = "A coupon or voucher by its code, as it stands now.",
        Scope = Scope.Redeem,
        LoadsAccount = true,
        Answers = AnswerForm.Ok<CouponView>(),
        Problems = [.. Call.NotFound("coupon_not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) =>
        Answer(new GetCoupon(Program, Route<string>("code")!), ct);
}
