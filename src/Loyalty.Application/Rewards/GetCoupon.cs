using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>The coupon or voucher with a code of the program.</summary>
public sealed record GetCoupon(string Program, string Code) : IRequest<Result<CouponView>>;

public sealed class GetCouponHandler(CouponAccount coupon) : IRequestHandler<GetCoupon, Result<CouponView>>
{
    public Task<Result<CouponView>> Handle(GetCoupon query, CancellationToken ct) => coupon.Ask(
        query.Program, query.Code,
        (account, seq) => account.FindCoupon(seq)
            .Then(redemption => CouponView.Of(redemption, account.State, account.Now)),
        ct);
}
