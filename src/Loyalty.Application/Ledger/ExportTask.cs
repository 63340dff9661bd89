using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Ledger;

/// <summary>What an export shows, fixed when it is asked for.</summary>
/// <param name="PointsCurrency">Null: all.</param>
/// <param name="From">Only what occurred at or after that time.</param>
/// <param name="To">Only what occurred at or before that time.</param>
/// <param name="After">Only what comes after that one; null: from the beginning.</param>
/// <param name="RecordedUntil">Only what was recorded before.</param>
public sealed record ExportQuery(
    string Program, string? PointsCurrency, DateTimeOffset? From, DateTimeOffset? To, ExportPlace? After,
    DateTimeOffset RecordedUntil)
{
    public bool Shows(TransactionView transaction) =>
        (PointsCurrency is null || transaction.PointsCurrency == PointsCurrency)
        && !(transaction.OccurredAt < From) && !(transaction.OccurredAt > To)
        && After?.Precedes(transaction) != false;
}

/// <summary>
/// An export that is asked for now and fetched later: it is read from the ledger when it is fetched, so that any
/// instance serves it.
/// </summary>
public sealed record ExportTask(string Id, ExportQuery Query)
{
    /// <summary>How long it can be fetched.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);
}

/// <summary>A transaction's place in the order of exports.</summary>
public sealed record ExportPlace(DateTimeOffset RecordedAt, TransactionNumber Transaction)
{
    public bool Precedes(TransactionView transaction) => transaction.RecordedAt > RecordedAt
        || (transaction.RecordedAt == RecordedAt
            && TransactionNumber.TryParse(transaction.TransactionId, out var number)
            && number.Value > Transaction.Value);
}

/// <summary>Asks for an export of what has been recorded until now.</summary>
/// <param name="After">Only what comes after that one.</param>
public sealed record StartExport(
    string Program, string? PointsCurrency, DateTimeOffset? From, DateTimeOffset? To, ExportPlace? After)
    : IRequest<Result<ExportTask>>;

public sealed class StartExportValidator : AbstractValidator<StartExport>
{
    public StartExportValidator() => RuleFor(command => command.To).NotBefore(command => command.From);
}

/// <summary>An export that the caller's key, or one of its line, asked for.</summary>
public sealed record GetExportTask(string Id) : IRequest<Result<ExportTask>>;

public sealed class StartExportHandler(IExportTasks tasks, TimeProvider clock)
    : IRequestHandler<StartExport, Result<ExportTask>>
{
    public async Task<Result<ExportTask>> Handle(StartExport command, CancellationToken ct)
    {
        // The clock of whoever recorded that one may be a little ahead of ours.
        var now = clock.GetUtcNow().WholeMicroseconds();
        var until = command.After?.RecordedAt > now ? command.After.RecordedAt : now;
        return await tasks.Add(
            new(command.Program, command.PointsCurrency, command.From, command.To, command.After, until), ct);
    }
}

public sealed class GetExportTaskHandler(IExportTasks tasks) : IRequestHandler<GetExportTask, Result<ExportTask>>
{
    public async Task<Result<ExportTask>> Handle(GetExportTask query, CancellationToken ct) =>
        await tasks.Find(query.Id, ct) is { } task ? task : Declines.ExportTaskNotFound;
}
