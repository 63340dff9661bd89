using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>Takes a use back when the sale has failed, within the program's window for cancelling.</summary>
/// <param name="Reason">Kept with the coupon.</param>
public sealed record UnuseCoupon(string Program, string Code, string? Reason)
    : IRequest<Result<CouponView>>, IIdempotent;

public sealed class UnuseCouponValidator : AbstractValidator<UnuseCoupon>
{
    public UnuseCouponValidator()
    {
        RuleFor(command => command.Reason).Required().Text();
    }
}

public sealed class UnuseCouponHandler(CouponAccount coupon) : IRequestHandler<UnuseCoupon, Result<CouponView>>
{
    public Task<Result<CouponView>> Handle(UnuseCoupon command, CancellationToken ct) => coupon.Change(
        command, command.Program, command.Code, (account, seq) => account.UnuseCoupon(seq, command.Reason!), ct);
}
