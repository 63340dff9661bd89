using Loyalty.Application.Ledger;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>Exports that were asked for; whoever adds one clears away those whose time is over.</summary>
sealed class ExportTasks(DatabaseSession session, CurrentRequest current, TimeProvider clock) : IExportTasks
{
    public async Task<ExportTask> Add(ExportQuery query, CancellationToken ct)
    {
        const string sql = """
            with old as (
                delete from export_task where recorded_until < @kept
            )
            insert into export_task (
                task_id, key_line, program_number, points_currency, from_time, to_time, after_time, after_number,
                recorded_until)
            select @Id, @line, program_number, @PointsCurrency, @From, @To, @afterTime, @afterNumber, @RecordedUntil
            from program
            where code = @Program
            """;
        var task = new ExportTask($"task_{Guid.NewGuid()}", query);
        var parameters = new
        {
            task.Id,
            line = current.Context.Caller.Line,
            query.Program,
            query.PointsCurrency,
            query.From,
            query.To,
            afterTime = query.After?.RecordedAt,
            afterNumber = query.After?.Transaction.Value,
            query.RecordedUntil,
            kept = clock.GetUtcNow() - ExportTask.Kept,
        };
        await session.Execute(sql, parameters, ct);
        return task;
    }

    public async Task<ExportTask?> Find(string id, CancellationToken ct)
    {
        const string sql = """
            select t.task_id as Id, p.code as Program, t.points_currency as PointsCurrency, t.from_time as FromTime,
                t.to_time as ToTime, t.after_time as AfterTime, t.after_number as AfterNumber,
                t.recorded_until as RecordedUntil
            from export_task t
            join program p using (program_number)
            where t.task_id = @id and t.key_line = @line and t.recorded_until >= @kept
            """;
        var parameters = new { id, line = current.Context.Caller.Line, kept = clock.GetUtcNow() - ExportTask.Kept };
        return (await session.QueryOne<TaskRow>(sql, parameters, ct))?.ToTask();
    }

    sealed record TaskRow
    {
        public required string Id { get; init; }

        public required string Program { get; init; }

        public string? PointsCurrency { get; init; }

        public DateTimeOffset? FromTime { get; init; }

        public DateTimeOffset? ToTime { get; init; }

        public DateTimeOffset? AfterTime { get; init; }

        public long? AfterNumber { get; init; }

        public required DateTimeOffset RecordedUntil { get; init; }

        public ExportTask ToTask() => new(Id, new(
            Program, PointsCurrency, FromTime, ToTime,
            AfterTime is { } time && AfterNumber is { } number ? new(time, new(number)) : null, RecordedUntil));
    }
}
