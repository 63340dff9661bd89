using Loyalty.Application.Accounts;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Ledger;

/// <summary>One transaction by its id; one that the key may not see is not found.</summary>
public sealed record GetTransaction(string Id) : IRequest<Result<TransactionView>>;

public sealed class GetTransactionHandler(ILedger ledger, IAccountStore accounts, RequestScope scope)
    : IRequestHandler<GetTransaction, Result<TransactionView>>
{
    public async Task<Result<TransactionView>> Handle(GetTransaction query, CancellationToken ct)
    {
        if (!TransactionNumber.TryParse(query.Id, out var number))
        {
            return Declines.TransactionNotFound;
        }

        if (await ledger.Find(number, ct) is not { } found)
        {
            return await Due(number, ct);
        }

        if (!scope.Caller.Sees(found.Operator, found.Program))
        {
            return Declines.TransactionNotFound;
        }

        scope.Program = found.Program;
        return found.Transaction;
    }

    /// <summary>What lists show of time's doing before it is stored can be asked for by its id, too.</summary>
    async Task<Result<TransactionView>> Due(TransactionNumber number, CancellationToken ct)
    {
        var asking = await accounts.Ask(new NumberedAccount(number.Account, Seq: null), AsOfNow.Of, ct);
        return !asking.IsOk ? asking.Decline!
            : asking.Value.Due.FirstOrDefault(entry => entry.Seq == number.Seq) is { } entry
                ? TransactionView.OfTime(entry, asking.Value.Account.Currency)
            : Declines.TransactionNotFound;
    }
}
