using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;

namespace Loyalty.Api.Ledger;

sealed class GetTransactionsEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Get("/v1/programs/{program}/members/{ref}/transactions");
        Permissions(Scope.Read);
        Document(new()
        {
            Id = nameof(GetTransactions),
            Summary = "A member's ledger, newest first.",
            Scope = Scope.Read,
            Answer = typeof(Page<TransactionView>),
            Query =
            [
                new("points_currency", "Code of the points currency; the program's default one without."),
                new("type", "Only transactions of this type."),
                new("status", "Only transactions in this status."),
                new("external_id", "Only transactions with this id of yours."),
                new("from", "Only what occurred at or after this time.", Format: "date-time"),
                new("to", "Only what occurred before this time.", Format: "date-time"),
                .. QueryParameter.Paging,
            ],
            Problems = [(404, "member_not_found"), (404, "not_found")],
        });
    }

    protected override async Task Handle(CancellationToken ct)
    {
        if (await MemberOfPath() is { } member)
        {
            var filter = new Application.Ports.TransactionFilter(
                Parameters.Text("type"), Parameters.Text("status"), Parameters.Text("external_id"),
                Parameters.Time("from"), Parameters.Time("to"));
            await Answer(
                new GetTransactions(Program, member, Parameters.Text("points_currency"), filter, Parameters.Page()),
                StatusCodes.Status200OK, ct);
        }
    }
}
