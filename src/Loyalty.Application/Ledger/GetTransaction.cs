using Loyalty.Application.Accounts;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Ledger;

/// <summary>One transaction by its id; one that the key may not see is not found.</summary>
/// <param name="Program">Where it has to be; null: in any program.</param>
public sealed record GetTransaction(TransactionNumber Id, string? Program = null) : IRequest<Result<TransactionView>>;

public sealed class GetTransactionHandler(IAccounts accounts, ILedger ledger)
    : IRequestHandler<GetTransaction, Result<TransactionView>>
{
    /// <summary>What lists show of time's doing before it is stored can be asked for by its id, too.</summary>
    public async Task<Result<TransactionView>> Handle(GetTransaction query, CancellationToken ct)
    {
        var asked = await accounts.Ask(new NumberedAccount(query.Id.Account, Seq: null), AsOfNow.Of, ct);
        if (!asked.IsOk)
        {
            return asked.Decline!;
        }

        if (query.Program is { } program && program != asked.Value.Program)
        {
            return Declines.TransactionNotFound;
        }

        if (asked.Value.Due.FirstOrDefault(entry => entry.Seq == query.Id.Seq) is { } due)
        {
            return TransactionView.OfTime(due, asked.Value.Account.Currency);
        }

        return await ledger.Find(query.Id, ct) is { } transaction ? transaction : Declines.TransactionNotFound;
    }
}
