using System.Data;
using System.Globalization;
using Dapper;
using Loyalty.Infrastructure.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Loyalty.Bench;

/// <summary>A throw-away PostgreSQL as "make run" starts it, fsync on; a database for each thing measured.</summary>
sealed class BenchServer : IAsyncDisposable
{
    static readonly string[] Settings =
    [
        "server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_compression", "shared_buffers",
        "max_wal_size", "data_checksums",
    ];

    readonly EmbeddedPostgres server;

    BenchServer(EmbeddedPostgres server) => this.server = server;

    public int ProcessId => int.Parse(
        File.ReadLines(Path.Combine(server.Folder, "postgres", "data", "postmaster.pid")).First(),
        CultureInfo.InvariantCulture);

    public static async Task<BenchServer> Start() => new(await EmbeddedPostgres.Start(
        Directory.CreateTempSubdirectory("loyalty-bench-").FullName, NullLogger.Instance, CancellationToken.None,
        isThrowAway: true));

    public string On(string database) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database }.ConnectionString;

    public async Task<string> NewDatabase(string name)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.ExecuteAsync($"create database {name}");
        return On(name);
    }

    /// <summary>Writes all changed pages; the next change of each puts the whole page into the WAL.</summary>
    public async Task Checkpoint()
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.ExecuteAsync("checkpoint", commandTimeout: 600, commandType: CommandType.Text);
    }

    /// <summary>How psql and pgbench are told where the server is.</summary>
    public string[] ClientArguments(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        return
        [
            "-h", settings.Host!, "-p", settings.Port.ToString(CultureInfo.InvariantCulture), "-U", settings.Username!,
            database,
        ];
    }

    public async Task<IReadOnlyDictionary<string, string>> ReadSettings()
    {
        const string sql = "select name, setting || coalesce(unit, '') from pg_settings where name = any(@Settings)";
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        return (await connection.QueryAsync<(string Name, string Value)>(sql, new { Settings }))
            .ToDictionary(setting => setting.Name, setting => setting.Value);
    }

    /// <summary>Of each table's updates, how many needed no index entry.</summary>
    public static async Task<IReadOnlyList<HotUpdates>> ReadHotUpdates(string connectionString)
    {
        const string sql = """
            select relname as "Table", n_tup_upd as Updates, n_tup_hot_upd as Hot, n_tup_ins as Inserts
            from pg_stat_user_tables
            where n_tup_upd > 0
            order by n_tup_upd desc
            """;
        await using var connection = new NpgsqlConnection(connectionString);
        return (await connection.QueryAsync<HotUpdates>(sql)).AsList();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await server.DisposeAsync();
    }
}

sealed record HotUpdates
{
    public required string Table { get; init; }

    public long Updates { get; init; }

    public long Hot { get; init; }

    public long Inserts { get; init; }
}
