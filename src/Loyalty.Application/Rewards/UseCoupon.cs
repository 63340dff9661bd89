using FluentValidation;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>Uses a coupon, once for ever unless that is taken back.</summary>
public sealed record UseCoupon(string Program, string Code, CouponInput Coupon)
    : IRequest<Result<CouponView>>, IIdempotent;

/// <summary>Who shows a coupon, where, and for what.</summary>
public sealed record CouponInput
{
    /// <summary>Absent: whoever has the code.</summary>
    public MemberInput? Member { get; init; }

    /// <summary>The caller's own id of what it is used for.</summary>
    public string? OrderId { get; init; }

    public Money? PurchaseAmount { get; init; }

    /// <summary>Tells shops of one key apart.</summary>
    public string? Store { get; init; }
}

public sealed class CouponInputValidator : AbstractValidator<CouponInput>
{
    public CouponInputValidator()
    {
        RuleFor(coupon => coupon.Member!).SetValidator(new MemberInputValidator())
            .When(coupon => coupon.Member is not null);
        RuleFor(coupon => coupon.OrderId).Line();
        RuleFor(coupon => coupon.PurchaseAmount!).SetValidator(new MoneyValidator())
            .When(coupon => coupon.PurchaseAmount is not null);
        RuleFor(coupon => coupon.Store).Line().OverridePropertyName("location.store");
    }
}

public sealed class UseCouponValidator : AbstractValidator<UseCoupon>
{
    public UseCouponValidator()
    {
        RuleFor(command => command.Coupon).Unprefixed(new CouponInputValidator());
    }
}

public sealed class UseCouponHandler(CouponAccount coupon) : IRequestHandler<UseCoupon, Result<CouponView>>
{
    public async Task<Result<CouponView>> Handle(UseCoupon command, CancellationToken ct)
    {
        var request = await coupon.Of(command.Program, command.Coupon, ct);
        return await coupon.Change(
            command, command.Program, command.Code, (account, seq) => account.UseCoupon(seq, request), ct);
    }
}
