using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>Whole, temporary or not; the program's window counts.</summary>
class CancelTransactionEndpoint : AltcraftEndpoint
{
    const string Reason = "cancel_transaction";

    protected override Call Call => Declare("cancel_transaction", "cancel_transaction", Scope.Cancel);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfTransaction(
        temporary: false,
        named => Say(
            new CancelTransaction(named.Id, Points: null, Reason, Force: false),
            receipt => Data(new JsonObject
            {
                ["transaction_id"] = receipt.Cancels,
                ["balance"] = receipt.Balance.Available.ToString(),
            }),
            ct),
        ct);
}

/// <summary>The same under the name that stands in the address of the vendor's page.</summary>
sealed class CancelTransationEndpoint : CancelTransactionEndpoint
{
    protected override Call Call => Declare("cancel_transation", "cancel_transation", Scope.Cancel);
}
