using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Ledger;

/// <summary>
/// An export that is asked for now and fetched later: what it shows is fixed, and is read from the ledger when it is
/// fetched, so that any instance serves it.
/// </summary>
/// <param name="PointsCurrency">Null: all.</param>
/// <param name="From">Only what occurred at or after that time.</param>
/// <param name="To">Only what occurred at or before that time.</param>
public sealed record ExportTask(
    string Id, string Program, string? PointsCurrency, DateTimeOffset? From, DateTimeOffset? To,
    DateTimeOffset RecordedUntil)
{
    /// <summary>How long it can be fetched.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Only what comes after that one; null: from the beginning.</summary>
    public ExportPlace? After { get; init; }

    public bool Shows(TransactionView transaction) =>
        (PointsCurrency is null || transaction.PointsCurrency == PointsCurrency)
        && !(transaction.OccurredAt < From) && !(transaction.OccurredAt > To)
        && After?.Precedes(transaction) != false;
}

/// <summary>A transaction's place in the order of exports.</summary>
public sealed record ExportPlace(DateTimeOffset RecordedAt, TransactionNumber Transaction)
{
    public bool Precedes(TransactionView transaction) => transaction.RecordedAt > RecordedAt
        || (transaction.RecordedAt == RecordedAt
            && TransactionNumber.TryParse(transaction.TransactionId, out var number)
            && number.Value > Transaction.Value);
}

/// <summary>Asks for an export.</summary>
public sealed record StartExport(
    string Program, string? PointsCurrency, DateTimeOffset? From, DateTimeOffset? To) : IRequest<Result<ExportTask>>
{
    /// <summary>Only what comes after that one.</summary>
    public ExportPlace? After { get; init; }
}

/// <summary>An export that the caller's key, or one of its line, asked for.</summary>
public sealed record GetExportTask(string Id) : IRequest<Result<ExportTask>>;

public sealed class StartExportHandler(IExportTasks tasks, TimeProvider clock)
    : IRequestHandler<StartExport, Result<ExportTask>>
{
    public async Task<Result<ExportTask>> Handle(StartExport command, CancellationToken ct)
    {
        if (command.To < command.From)
        {
            return FieldCodes.BeforeFrom.Decline("to");
        }

        // The clock of whoever recorded that one may be a little ahead of ours.
        var now = clock.GetUtcNow().WholeMicroseconds();
        var until = command.After?.RecordedAt > now ? command.After.RecordedAt : now;
        var task = new ExportTask(
            $"task_{Guid.NewGuid()}", command.Program, command.PointsCurrency, command.From, command.To, until)
        {
            After = command.After,
        };
        await tasks.Add(task, ct);
        return task;
    }
}

public sealed class GetExportTaskHandler(IExportTasks tasks) : IRequestHandler<GetExportTask, Result<ExportTask>>
{
    public async Task<Result<ExportTask>> Handle(GetExportTask query, CancellationToken ct) =>
        await tasks.Find(query.Id, ct) is { } task ? task : Declines.ExportTaskNotFound;
}
