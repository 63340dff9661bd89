using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Ledger;

/// <summary>The transaction that committed a temporary one, which the caller has been shown.</summary>
public sealed record GetCommit(TransactionNumber Temporary) : IRequest<Result<CommittedTransaction>>;

public sealed record CommittedTransaction(TransactionNumber Commit);

public sealed class GetCommitHandler(ILedger ledger) : IRequestHandler<GetCommit, Result<CommittedTransaction>>
{
    public async Task<Result<CommittedTransaction>> Handle(GetCommit query, CancellationToken ct) =>
        await ledger.CommitOf(query.Temporary, ct) is { } commit
            ? new CommittedTransaction(commit)
            : Declines.TransactionNotFound;
}
