using System.Globalization;
using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Redemptions;

/// <summary>A member's redemptions in one points currency as they stand now, newest first.</summary>
public sealed record GetRedemptions(
    string Program, MemberInput Member, string? PointsCurrency, RedemptionFilter Filter, PageRequest Page)
    : IRequest<Result<Page<RedemptionReceipt>>>;

public sealed class GetRedemptionsValidator : AbstractValidator<GetRedemptions>
{
    static readonly string[] Statuses =
    [
        "posted", "held", "awaiting_order", "rolled_back", "timed_out", "partly_cancelled", "cancelled",
    ];

    public GetRedemptionsValidator()
    {
        RuleFor(query => query.Member).SetValidator(new MemberInputValidator());
        RuleFor(query => query.Filter.Status).OneOf(Statuses).OverridePropertyName("status");
        RuleFor(query => query.Filter.ExternalId).Text().OverridePropertyName("external_id");
    }
}

public sealed class GetRedemptionsHandler(IAccountStore accounts, ILedger ledger)
    : IRequestHandler<GetRedemptions, Result<Page<RedemptionReceipt>>>
{
    public async Task<Result<Page<RedemptionReceipt>>> Handle(GetRedemptions query, CancellationToken ct)
    {
        var asking = await accounts.Ask(
            new MemberAccount(query.Program, query.PointsCurrency, query.Member.Reference()), AsOfNow.Of, ct);
        if (!asking.IsOk)
        {
            return asking.Decline!;
        }

        var now = asking.Value;
        var (redemptions, lots) = await ledger.Redemptions(
            now.Account.Id, query.Filter, query.Page.AfterNumber ?? int.MaxValue, query.Page.Limit + 1, ct);
        var lotsNow = lots.Select(lot => now.Account.Lot(lot.Id) ?? lot).ToList();
        return query.Page
            .Of(redemptions, redemption => redemption.Id.ToString(CultureInfo.InvariantCulture))
            .Select(redemption => RedemptionReceipt.Of(redemption, now.Account, now.Balance, lotsNow));
    }
}
