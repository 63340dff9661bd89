using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;

namespace Loyalty.Api.Ledger;

sealed class GetTransactionEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Get("/v1/transactions/{id}");
        Permissions(Scope.Read);
        Document(new()
        {
            Id = nameof(GetTransaction),
            Summary = "One transaction by its id.",
            Scope = Scope.Read,
            Answer = typeof(TransactionView),
            Problems = [(404, "transaction_not_found")],
        });
    }

    protected override Task Handle(CancellationToken ct) =>
        Answer(new GetTransaction(Route<string>("id")!), StatusCodes.Status200OK, ct);
}
