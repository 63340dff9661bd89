using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Redemptions;

/// <summary>A redemption as it stands now, by the id of any of its transactions.</summary>
public sealed record GetRedemption(string Id) : IRequest<Result<RedemptionReceipt>>;

public sealed class GetRedemptionHandler(IAccountStore accounts)
    : IRequestHandler<GetRedemption, Result<RedemptionReceipt>>
{
    public async Task<Result<RedemptionReceipt>> Handle(GetRedemption query, CancellationToken ct) =>
        TransactionNumber.TryParse(query.Id, out var number)
            ? await accounts.Ask(
                NumberedAccount.Of(number),
                (account, on) => account.FindRedemption(number.Seq, on)
                    .Then(redemption => RedemptionReceipt.Of(redemption, account.State)),
                ct)
            : Declines.TransactionNotFound;
}
