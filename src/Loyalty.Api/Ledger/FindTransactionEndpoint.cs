using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;
using Loyalty.Domain;

namespace Loyalty.Api.Ledger;

sealed class FindTransactionEndpoint : CallEndpoint
{
    const string Prefix = "external_id:";

    protected override Call Call => new(
        Http.GET, "/v1/programs/{program}/transactions/{ref}", nameof(FindTransaction))
    {
        Summary = "The one transaction with an id of yours (external_id:value), whosever it is.",
        Scope = Scope.Read,
        Answers = AnswerForm.Ok<TransactionView>(),
        Query =
        [
            new("type", "Only a transaction of this type: accrual, redemption, hold or adjustment."),
        ],
        Problems = [.. Call.NotFound("transaction_not_found"), .. Call.Conflict("ambiguous_reference")],
    };

    protected override async Task<CallAnswer> Handle(CancellationToken ct) =>
        RefOfPath() is var text && text.StartsWith(Prefix, StringComparison.Ordinal)
            ? await Answer(new FindTransaction(Program, new(text[Prefix.Length..], Parameters.Text("type"))), ct)
            : FieldCodes.InvalidIdentifier.Decline("external_id", "Must be external_id:value.");
}
