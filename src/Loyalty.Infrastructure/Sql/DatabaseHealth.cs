using Dapper;
using Loyalty.Application.Ports;

namespace Loyalty.Infrastructure.Sql;

public sealed class DatabaseHealth(Database database, ClockWatch watch) : IDatabaseHealth
{
    public async Task<DatabaseState> Check(CancellationToken ct)
    {
        const string sql = """
            select to_regclass('schemaversions') is not null as HasJournal, current_setting('fsync') = 'on' as HasFsync,
                clock_timestamp() as Time
            """;
        const string applied = """
            select count(*) filter (where scriptname = any(@needed)) as Known,
                count(*) filter (where scriptname <> all(@needed)) as Newer
            from schemaversions
            """;
        return await database.Read(async (connection, token) =>
        {
            var begun = watch.Now;
            var (hasJournal, hasFsync, time) = await connection.QuerySingleAsync<(bool, bool, DateTimeOffset)>(
                new CommandDefinition(sql, cancellationToken: token));
            watch.Compare(begun, time);
            var (known, newer) = hasJournal
                ? await connection.QuerySingleAsync<(long, long)>(new CommandDefinition(
                    applied, new { needed = Migrator.Needed.ToArray() }, cancellationToken: token))
                : default;
            return known < Migrator.Needed.Count ? DatabaseState.NotMigrated
                : newer > 0 && database.Trouble.HasMisfit ? DatabaseState.Outgrown
                : hasFsync && newer == 0 && !watch.IsOff && !database.Trouble.HasNoRoom ? DatabaseState.Ready
                : DatabaseState.Degraded;
        }, ct);
    }
}
