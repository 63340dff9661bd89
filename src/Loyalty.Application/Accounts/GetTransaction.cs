using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using MediatR;

namespace Loyalty.Application.Accounts;

/// <summary>One transaction by its id; one that the key may not see is not found.</summary>
public sealed record GetTransaction(string Id) : IRequest<Result<TransactionView>>;

public sealed class GetTransactionHandler(ILedger ledger, RequestScope scope)
    : IRequestHandler<GetTransaction, Result<TransactionView>>
{
    public async Task<Result<TransactionView>> Handle(GetTransaction query, CancellationToken ct)
    {
        if (!TransactionNumber.TryParse(query.Id, out var number)
            || await ledger.Find(number, ct) is not { } found
            || !scope.Caller.Sees(found.Operator, found.Program))
        {
            return Declines.TransactionNotFound;
        }

        scope.Program = found.Program;
        return found.Transaction;
    }
}
