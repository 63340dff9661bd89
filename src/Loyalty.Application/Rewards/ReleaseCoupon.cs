using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>Lets go of a coupon that was set aside for a shop.</summary>
public sealed record ReleaseCoupon(string Program, string Code, CouponInput Coupon)
    : IRequest<Result<CouponView>>, IIdempotent;

public sealed class ReleaseCouponValidator : AbstractValidator<ReleaseCoupon>
{
    public ReleaseCouponValidator()
    {
        RuleFor(command => command.Coupon).Unprefixed(new CouponInputValidator());
    }
}

public sealed class ReleaseCouponHandler(CouponAccount coupon) : IRequestHandler<ReleaseCoupon, Result<CouponView>>
{
    public async Task<Result<CouponView>> Handle(ReleaseCoupon command, CancellationToken ct)
    {
        var request = await coupon.Request(command.Program, command.Coupon.Member, command.Coupon.Read(), ct);
        return await coupon.Change(
            command, command.Program, command.Code,
            (account, seq) => account.ReleaseCoupon(seq, request), ct);
    }
}
