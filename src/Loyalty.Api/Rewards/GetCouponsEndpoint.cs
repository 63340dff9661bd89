using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Rewards;

namespace Loyalty.Api.Rewards;

sealed class GetCouponsEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/programs/{program}/members/{ref}/coupons", nameof(GetCoupons))
    {
        Summary = "The coupons and vouchers that a member got, newest first.",
        Scope = Scope.Read,
        LoadsAccount = true,
        Answers = AnswerForm.Ok<Page<CouponView>>(),
        Query =
        [
            QueryParameter.PointsCurrency,
            new("status", "Only coupons that stand so: active, held, used, expired, void."),
            .. QueryParameter.Paging,
        ],
        Problems = [.. Call.NotFound("member_not_found", "not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfAccount(account =>
        Answer(new GetCoupons(account, Parameters.Text("status"), Parameters.Page()), ct));
}
