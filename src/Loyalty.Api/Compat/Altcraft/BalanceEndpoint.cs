using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accounts;

namespace Loyalty.Api.Compat.Altcraft;

sealed class BalanceEndpoint : AltcraftEndpoint
{
    protected override Call Call => Declare("account/balance", "account_balance", Scope.Read, loadsAccount: true);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfAccount(
        account => Say(
            new GetBalance(account),
            balance => Data(new JsonObject
            {
                ["total_balance"] = (balance.Balance + balance.Pending).ToScale(balance.Balance.Scale).ToString(),
                ["active_balance"] = balance.Available.ToString(),
            }),
            ct), ct);
}
