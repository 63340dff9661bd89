using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>Sets a coupon aside for a shop: nobody else can use it meanwhile.</summary>
public sealed record HoldCoupon(string Program, string Code, CouponInput Coupon, TemporaryInput Hold)
    : IRequest<Result<CouponView>>, IIdempotent;

public sealed class HoldCouponValidator : AbstractValidator<HoldCoupon>
{
    public HoldCouponValidator()
    {
        RuleFor(command => command.Coupon).Unprefixed(new CouponInputValidator());
    }
}

public sealed class HoldCouponHandler(CouponAccount coupon) : IRequestHandler<HoldCoupon, Result<CouponView>>
{
    public async Task<Result<CouponView>> Handle(HoldCoupon command, CancellationToken ct)
    {
        var request = await coupon.Request(command.Program, command.Coupon.Member, command.Coupon.Read(), ct);
        return await coupon.Change(
            command, command.Program, command.Code,
            (account, seq) => account.HoldCoupon(seq, request, command.Hold.Read()), ct);
    }
}
