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
        const string applied = "select count(*) from schemaversions where scriptname = any(@needed)";
        return await database.Read(async (connection, token) =>
        {
            var begun = watch.Now;
            var (hasJournal, hasFsync, time) = await connection.QuerySingleAsync<(bool, bool, DateTimeOffset)>(
                new CommandDefinition(sql, cancellationToken: token));
            watch.Compare(begun, time);
            var count = hasJournal
                ? await connection.QuerySingleAsync<long>(new CommandDefinition(
                    applied, new { needed = Migrator.Needed.ToArray() }, cancellationToken: token))
                : 0;
            return count < Migrator.Needed.Count ? DatabaseState.NotMigrated
                : hasFsync && !watch.IsOff ? DatabaseState.Ready
                : DatabaseState.Degraded;
        }, ct);
    }
}
