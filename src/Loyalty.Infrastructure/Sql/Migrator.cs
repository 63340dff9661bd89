using System.Globalization;
using DbUp;
using DbUp.Engine.Output;
using Loyalty.Application.Ports;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// Brings the schema up to date with the numbered SQL files, each in a transaction of its own. Several instances may
/// start at once: an advisory lock lets one work and the others wait.
/// </summary>
public sealed partial class Migrator(Database database, ILogger<Migrator> logger)
{
    const long LockKey = 0x4C6F79616C7479;

    /// <summary>Names of the migrations that this version of the service needs.</summary>
    public static readonly IReadOnlyList<string> Needed = [.. typeof(Migrator).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <exception cref="InvalidOperationException">A migration failed; nothing of it was kept.</exception>
    public async Task Migrate(CancellationToken ct)
    {
        // The lock goes with the session, and a pooled connection would keep the session.
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var claim = new NpgsqlCommand("select pg_advisory_lock(@key)", connection) { CommandTimeout = 0 };
        claim.Parameters.AddWithValue("key", LockKey);
        await claim.ExecuteNonQueryAsync(ct);

        var upgrade = DeployChanges.To
            .PostgresqlDatabase(database.ConnectionString)
            .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly)
            .WithTransactionPerScript()

            // A large table takes as long as it takes; the connection string's bound is for requests.
            .WithExecutionTimeout(TimeSpan.Zero)
            .LogTo(new UpgradeLog(logger))
            .Build();
        var result = await Task.Run(upgrade.PerformUpgrade, ct);

        if (result.Error is NpgsqlException lost && Database.IsUnavailable(lost))
        {
            throw new StoreUnavailableException("The database went away during a migration.", lost);
        }

        if (!result.Successful)
        {
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed.", result.Error);
        }
    }

    /// <summary>
    /// The library's progress lines; its errors come back as exceptions, and are logged where those end.
    /// </summary>
    sealed partial class UpgradeLog(ILogger logger) : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args) => Ignore();

        public void LogDebug(string format, params object[] args) => Ignore();

        public void LogInformation(string format, params object[] args) =>
            Progress(string.Format(CultureInfo.InvariantCulture, format, args));

        public void LogWarning(string format, params object[] args) => LogInformation(format, args);

        public void LogError(string format, params object[] args) => LogInformation(format, args);

        public void LogError(Exception ex, string format, params object[] args) => LogInformation(format, args);

        static void Ignore()
        {
        }

        [LoggerMessage(10, LogLevel.Information, "Migration: {Line}")]
        private partial void Progress(string line);
    }
}
