using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;

namespace Loyalty.Api.Ledger;

sealed class GetTransactionsEndpoint : CallEndpoint
{
    protected override Call Call => new(
        Http.GET, "/v1/programs/{program}/members/{ref}/transactions", nameof(GetTransactions))
    {
        Summary = "A member's ledger, newest first.",
        Scope = Scope.Read,
        LoadsAccount = true,
        Answers = AnswerForm.Ok<Page<TransactionView>>(),
        Query =
        [
            QueryParameter.PointsCurrency,
            new("type", "Only transactions of this type."),
            new("status", "Only transactions in this status."),
            new("external_id", "Only transactions with this id of yours."),
            new("from", "Only what occurred at or after this time.", Format: "date-time"),
            new("to", "Only what occurred before this time.", Format: "date-time"),
            .. QueryParameter.Paging,
        ],
        Problems = [.. Call.NotFound("member_not_found", "not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfAccount(account =>
    {
        var filter = new TransactionFilter(
            Parameters.Text("type"), Parameters.Text("status"), Parameters.Text("external_id"),
            Parameters.Time("from"), Parameters.Time("to"));
        return Answer(new GetTransactions(account, filter, Parameters.Page()), ct);
    });
}
