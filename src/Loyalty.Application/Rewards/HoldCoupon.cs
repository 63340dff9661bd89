using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>Sets a coupon aside for a shop: nobody else can use it meanwhile.</summary>
public sealed record HoldCoupon(string Program, string Code, string? Store, TemporaryInput Hold)
    : IRequest<Result<CouponView>>, IIdempotent;

public sealed class HoldCouponValidator : AbstractValidator<HoldCoupon>
{
    public HoldCouponValidator()
    {
        RuleFor(command => command.Store).Line().OverridePropertyName("location.store");
    }
}

public sealed class HoldCouponHandler(CouponAccount coupon) : IRequestHandler<HoldCoupon, Result<CouponView>>
{
    public Task<Result<CouponView>> Handle(HoldCoupon command, CancellationToken ct) => coupon.Change(
        command, command.Program, command.Code,
        (account, seq) => account.HoldCoupon(seq, coupon.Of(command.Store), command.Hold.Read()), ct);
}
