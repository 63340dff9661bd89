using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>Oldest first, from the one after from_id on.</summary>
sealed class TransactionsEndpoint : AltcraftEndpoint
{
    const int UsualLimit = 20;
    const int MaxLimit = 100;

    protected override Call Call => Declare(
        "account/transactions", "account_transactions", Scope.Read, loadsAccount: true);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfAccount(
        async account =>
        {
            var limit = Sent.Whole("limit", 1, MaxLimit, UsualLimit);
            var after = Sent.Transaction("from_id");
            return Sent.Error is { } error ? error : await Say(
                new GetStatement(account, after, limit),
                rows => Data(new JsonArray([.. rows.Select(TransactionJson.Of)])), ct);
        }, ct);
}
