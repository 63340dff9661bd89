using Dapper;
using Loyalty.Application.Ports;

namespace Loyalty.Infrastructure.Sql;

public sealed class DatabaseHealth(Database database) : IDatabaseHealth
{
    public async Task<DatabaseState> Check(CancellationToken ct)
    {
        const string sql = """
            select to_regclass('schemaversions') is not null as HasJournal, current_setting('fsync') = 'on' as HasFsync
            """;
        const string applied = "select count(*) from schemaversions where scriptname = any(@needed)";
        return await database.Read(async (connection, token) =>
        {
            var (hasJournal, hasFsync) = await connection.QuerySingleAsync<(bool, bool)>(
                new CommandDefinition(sql, cancellationToken: token));
            var count = hasJournal
                ? await connection.QuerySingleAsync<long>(new CommandDefinition(
                    applied, new { needed = Migrator.Needed.ToArray() }, cancellationToken: token))
                : 0;
            return count < Migrator.Needed.Count ? DatabaseState.NotMigrated
                : hasFsync ? DatabaseState.Ready
                : DatabaseState.Degraded;
        }, ct);
    }
}
