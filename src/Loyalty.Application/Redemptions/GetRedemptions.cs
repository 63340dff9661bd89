using System.Globalization;
using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Redemptions;

/// <summary>A member's redemptions in one points currency as they stand now, newest first.</summary>
public sealed record GetRedemptions(
    AccountInput Account, RedemptionFilter Filter, PageRequest Page)
    : IRequest<Result<Page<RedemptionReceipt>>>;

public sealed class GetRedemptionsValidator : AbstractValidator<GetRedemptions>
{
    static readonly string[] Statuses =
    [
        "posted", "held", "awaiting_order", "rolled_back", "timed_out", "partly_cancelled", "cancelled",
    ];

    public GetRedemptionsValidator()
    {
        RuleFor(query => query.Account).Unprefixed(new AccountInputValidator());
        RuleFor(query => query.Filter.Status).OneOf(Statuses).OverridePropertyName("status");
        RuleFor(query => query.Filter.ExternalId).Text().OverridePropertyName("external_id");
    }
}

public sealed class GetRedemptionsHandler(IAccounts accounts, ILedger ledger)
    : IRequestHandler<GetRedemptions, Result<Page<RedemptionReceipt>>>
{
    public async Task<Result<Page<RedemptionReceipt>>> Handle(GetRedemptions query, CancellationToken ct)
    {
        var asked = await accounts.Ask(query.Account.Reference(), AsOfNow.Of, ct);
        if (!asked.IsOk)
        {
            return asked.Decline!;
        }

        var now = asked.Value;
        var (redemptions, lots) = await ledger.Redemptions(
            now.Account.Id, query.Filter, query.Page.AfterNumber ?? int.MaxValue, query.Page.Limit + 1, ct);
        var stored = lots.ToDictionary(lot => lot.Id);
        return query.Page
            .Of(redemptions, redemption => redemption.Id.ToString(CultureInfo.InvariantCulture))
            .Select(redemption => RedemptionReceipt.Of(
                redemption, now.Account, now.Balance, id => now.Account.Lot(id) ?? stored.GetValueOrDefault(id)));
    }
}
