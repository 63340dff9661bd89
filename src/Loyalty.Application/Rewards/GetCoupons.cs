using System.Globalization;
using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Rewards;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>A member's coupons in one points currency as they stand now, newest first.</summary>
/// <param name="Status">Only those that stand so; null: all.</param>
public sealed record GetCoupons(AccountInput Account, string? Status, PageRequest Page)
    : IRequest<Result<Page<CouponView>>>;

public sealed class GetCouponsValidator : AbstractValidator<GetCoupons>
{
    static readonly string[] Statuses =
    [
        RewardStatus.Active, RewardStatus.Held, RewardStatus.Used, RewardStatus.Expired, RewardStatus.Void,
    ];

    public GetCouponsValidator()
    {
        RuleFor(query => query.Account).Unprefixed(new AccountInputValidator());
        RuleFor(query => query.Status).OneOf(Statuses);
    }
}

public sealed class GetCouponsHandler(IAccounts accounts, ICoupons coupons)
    : IRequestHandler<GetCoupons, Result<Page<CouponView>>>
{
    public async Task<Result<Page<CouponView>>> Handle(GetCoupons query, CancellationToken ct)
    {
        var asked = await accounts.Ask(query.Account.Reference(), AsOfNow.Of, ct);
        if (!asked.IsOk)
        {
            return asked.Decline!;
        }

        var (account, now) = (asked.Value.Account, asked.Value.Balance.AsOf);
        var found = await coupons.Of(
            account, query.Status, now, query.Page.AfterNumber ?? int.MaxValue, query.Page.Limit + 1, ct);
        return query.Page.Of(found, redemption => redemption.Id.ToString(CultureInfo.InvariantCulture))
            .Select(redemption => CouponView.Of(redemption, account, now));
    }
}
