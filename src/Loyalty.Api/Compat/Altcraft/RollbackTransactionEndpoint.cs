using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Redemptions;

namespace Loyalty.Api.Compat.Altcraft;

sealed class RollbackTransactionEndpoint : AltcraftEndpoint
{
    protected override Call Call => Declare("rollback_transaction", "rollback_transaction", Scope.Redeem, Scope.Accrue);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfTransaction(
        temporary: true,
        async named => !CurrentRequest.Context.Caller.May(named.IsAccrual ? Scope.Accrue : Scope.Redeem)
            ? Domain.Declines.Forbidden
            : named.IsAccrual ? await Say(
                new RollbackAccrual(named.Id, Reason: null),
                receipt => Ended(receipt.TransactionId, receipt.Balance), ct)
            : await Say(
                new RollbackTemp(named.Id, Reason: null),
                receipt => Ended(receipt.TransactionId, receipt.Balance), ct),
        ct);

    static JsonObject Ended(string id, BalanceView balance) => Data(new JsonObject
    {
        ["transaction_id"] = id,
        ["balance"] = balance.Available.ToString(),
    });
}
