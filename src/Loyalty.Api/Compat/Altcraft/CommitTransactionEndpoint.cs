using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Api.Compat.Altcraft;

sealed class CommitTransactionEndpoint : AltcraftEndpoint
{
    protected override Call Call => Declare("commit_transaction", "commit_transaction", Scope.Redeem, Scope.Accrue);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfTransaction(
        temporary: true,
        async named => !CurrentRequest.Context.Caller.May(named.IsAccrual ? Scope.Accrue : Scope.Redeem)
            ? Declines.Forbidden
            : named.IsAccrual ? await Say(
                new CommitAccrual(named.Id, Points: null),
                async receipt => await Mediator.Send(new GetCommit(named.Id), ct) is { IsOk: true } made
                    ? Ended($"{made.Value.Commit}", receipt.Balance.Available)
                    : Declines.TransactionNotFound,
                ct)
            : await Say(
                new CommitTemp(named.Id, Points: null),
                receipt => Ended(receipt.TransactionId, receipt.Balance.Available), ct),
        ct);

    /// <summary>A temporary accrual that is committed is a new transaction; a redemption stays what it was.</summary>
    static JsonObject Ended(string id, Points available) => Data(new JsonObject
    {
        ["transaction_id"] = id,
        ["balance"] = available.ToString(),
    });
}
