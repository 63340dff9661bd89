using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Loyalty.Domain.Rewards;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>Could a coupon be used, and what would it take off? Nothing moves.</summary>
public sealed record CheckCoupon(string Program, string Code, CouponInput Coupon) : IRequest<Result<CouponCheck>>;

public sealed class CheckCouponValidator : AbstractValidator<CheckCoupon>
{
    public CheckCouponValidator()
    {
        RuleFor(query => query.Coupon).Unprefixed(new CouponInputValidator());
    }
}

public sealed class CheckCouponHandler(CouponAccount coupon) : IRequestHandler<CheckCoupon, Result<CouponCheck>>
{
    public async Task<Result<CouponCheck>> Handle(CheckCoupon query, CancellationToken ct)
    {
        var request = await coupon.Of(query.Program, query.Coupon, ct);
        return await coupon.Ask(
            query.Program, query.Code, (account, seq) => account.CheckCoupon(seq, request), ct);
    }
}
