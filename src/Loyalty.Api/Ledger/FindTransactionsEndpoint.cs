using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;

namespace Loyalty.Api.Ledger;

sealed class FindTransactionsEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/programs/{program}/transactions", nameof(FindTransactions))
    {
        Summary = "The transactions of the program with an id of yours, newest first, whosever they are.",
        Scope = Scope.Read,
        Answers = AnswerForm.Ok<Page<TransactionView>>(),
        Query =
        [
            new("external_id", "Your own id of the accrual, redemption or adjustment; required."),
            new("type", "Only transactions of this type: accrual, redemption, hold or adjustment."),
            .. QueryParameter.Paging,
        ],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => Answer(
        new FindTransactions(
            Program, new(Parameters.Text("external_id"), Parameters.Text("type")), Parameters.Page()), ct);
}
