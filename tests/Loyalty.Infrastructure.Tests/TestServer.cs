using Loyalty.Infrastructure.Embedded;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Loyalty.Infrastructure.Tests;

/// <summary>
/// One real PostgreSQL for all tests of this assembly: a throw-away cluster, or the server named in LOYALTY_TEST_DB.
/// Tests share one database, and each makes its own program and members in it.
/// </summary>
[SetUpFixture]
public sealed class TestServer
{
    static EmbeddedPostgres? embedded;
    static string server = "";
    static string database = "";

    public static string ConnectionString => On(database);

    /// <summary>
    /// Two instances of the service on the one database, shared by all tests that need no clock of their own.
    /// </summary>
    internal static IReadOnlyList<Instance> Instances { get; private set; } = [];

    public static string On(string name) =>
        new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

    /// <summary>A database of a test's own, without a schema.</summary>
    public static async Task<string> NewDatabase()
    {
        var name = $"loyalty_test_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(server);
        await using var create = source.CreateCommand($"create database {name}");
        await create.ExecuteNonQueryAsync();
        return name;
    }

    [OneTimeSetUp]
    public async Task Start()
    {
        server = Environment.GetEnvironmentVariable("LOYALTY_TEST_DB") ?? "";
        if (server.Length == 0)
        {
            var folder = Directory.CreateTempSubdirectory("loyalty-tests-").FullName;
            embedded = await EmbeddedPostgres.Start(
                folder, NullLogger.Instance, CancellationToken.None, isThrowAway: true);
            server = embedded.ConnectionString;
        }

        database = await NewDatabase();
        await using var migrated = new Database(ConnectionString);
        await new Migrator(migrated, NullLogger<Migrator>.Instance).Migrate(CancellationToken.None);
        Instances = [new(), new()];
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (var instance in Instances)
        {
            await instance.DisposeAsync();
        }

        NpgsqlConnection.ClearAllPools();
        if (embedded is not null)
        {
            await embedded.DisposeAsync();
            return;
        }

        await using var source = NpgsqlDataSource.Create(server);
        await using var drop = source.CreateCommand($"drop database {database} with (force)");
        await drop.ExecuteNonQueryAsync();
    }
}
