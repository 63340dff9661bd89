using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Ledger;

/// <summary>
/// A program's transactions as they were recorded in [from, to); without ends from the beginning, until now.
/// </summary>
public sealed record ExportTransactions(string Program, DateTimeOffset? From, DateTimeOffset? To)
    : IRequest<Result<ExportedTransactions>>;

/// <summary>Read as it is sent.</summary>
public sealed record ExportedTransactions(IAsyncEnumerable<TransactionView> Rows);

public sealed class ExportTransactionsValidator : AbstractValidator<ExportTransactions>
{
    /// <summary>How far a caller's clock may be ahead.</summary>
    static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(60);

    public ExportTransactionsValidator(TimeProvider clock)
    {
        RuleFor(query => query.To).Must(to => to is null || to <= clock.GetUtcNow() + ClockDifference)
            .Fails(FieldCodes.InTheFuture);
        RuleFor(query => query.To).NotBefore(query => query.From);
    }
}

public sealed class ExportTransactionsHandler(ITransactionExport export, TimeProvider clock)
    : IRequestHandler<ExportTransactions, Result<ExportedTransactions>>
{
    public Task<Result<ExportedTransactions>> Handle(ExportTransactions query, CancellationToken ct) =>
        Task.FromResult<Result<ExportedTransactions>>(
            new ExportedTransactions(export.Read(query.Program, query.From, query.To ?? clock.GetUtcNow(), ct)));
}
