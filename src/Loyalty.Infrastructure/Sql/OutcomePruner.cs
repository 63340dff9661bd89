using Dapper;
using Microsoft.Extensions.Logging;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// Deletes what was recorded under idempotency keys once nobody may repeat a request any more. External ids are unique
/// for ever, and stay. Any instance does it, in small pieces; instances leave each other's rows alone.
/// </summary>
public sealed partial class OutcomePruner(
    Database database, Retention retention, TimeProvider clock, ILogger<OutcomePruner> logger) : RepeatedWork(clock)
{
    const int RowsAtOnce = 5000;

    static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    readonly TimeProvider clock = clock;

    protected override TimeSpan UsualPause => Interval;

    /// <summary>Deletes a piece of each table.</summary>
    /// <returns>How many rows it were.</returns>
    public async Task<int> PruneOnce(CancellationToken ct)
    {
        const string sql = """
            with old as (
                select ctid from outcome
                where recorded_at < @end
                limit @take
                for update skip locked
            )
            delete from outcome where ctid in (select ctid from old)
            """;
        const string ofRequests = """
            with old as (
                select ctid from request_outcome where recorded_at < @end limit @take for update skip locked
            )
            delete from request_outcome where ctid in (select ctid from old)
            """;
        var parameters = new { end = clock.GetUtcNow() - retention.OfKeys, take = RowsAtOnce };
        var deleted = 0;
        foreach (var statement in new[] { sql, ofRequests })
        {
            deleted += await database.Read(
                (connection, token) => connection.ExecuteAsync(new(statement, parameters, cancellationToken: token)),
                ct);
        }

        return deleted;
    }

    protected override async Task<TimeSpan> Round(CancellationToken ct) =>
        await PruneOnce(ct) < RowsAtOnce ? Interval : Breath;

    [LoggerMessage(41, LogLevel.Warning, "Old outcomes could not be deleted: the database is away")]
    protected override partial void Away();
}

/// <summary>How long things are kept.</summary>
/// <param name="OfKeys">What was answered under an idempotency key.</param>
public sealed record Retention(TimeSpan OfKeys)
{
    public static readonly Retention Usual = new(TimeSpan.FromDays(7));
}
