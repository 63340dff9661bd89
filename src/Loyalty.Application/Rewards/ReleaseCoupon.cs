using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>Lets go of a coupon that was set aside for a shop.</summary>
public sealed record ReleaseCoupon(string Program, string Code, string? Store)
    : IRequest<Result<CouponView>>, IIdempotent;

public sealed class ReleaseCouponValidator : AbstractValidator<ReleaseCoupon>
{
    public ReleaseCouponValidator()
    {
        RuleFor(command => command.Store).Line().OverridePropertyName("location.store");
    }
}

public sealed class ReleaseCouponHandler(CouponAccount coupon) : IRequestHandler<ReleaseCoupon, Result<CouponView>>
{
    public Task<Result<CouponView>> Handle(ReleaseCoupon command, CancellationToken ct) => coupon.Change(
        command, command.Program, command.Code,
        (account, seq) => account.ReleaseCoupon(seq, coupon.Of(command.Store)), ct);
}
