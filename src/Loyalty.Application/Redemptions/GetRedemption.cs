using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Redemptions;

/// <summary>A redemption as it stands now, by the id of any of its transactions.</summary>
public sealed record GetRedemption(TransactionNumber Id) : IRequest<Result<RedemptionReceipt>>;

public sealed class GetRedemptionHandler(IAccounts accounts) : IRequestHandler<GetRedemption, Result<RedemptionReceipt>>
{
    public Task<Result<RedemptionReceipt>> Handle(GetRedemption query, CancellationToken ct) => accounts.Ask(
        NumberedAccount.Of(query.Id),
        account => account.FindRedemption(query.Id.Seq)
            .Then(redemption => RedemptionReceipt.Of(redemption, account.State)),
        ct);
}
