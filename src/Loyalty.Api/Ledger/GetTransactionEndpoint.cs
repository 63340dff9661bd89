using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;

namespace Loyalty.Api.Ledger;

sealed class GetTransactionEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/transactions/{id}", nameof(GetTransaction))
    {
        Summary = "One transaction by its id.",
        Scope = Scope.Read,
        LoadsAccount = true,
        Answers = AnswerForm.Ok<TransactionView>(),
        Problems = [.. Call.NotFound("transaction_not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfTransaction(
        id => Answer(new GetTransaction(id), ct));
}
