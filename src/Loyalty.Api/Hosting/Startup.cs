using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Keys;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Api.Hosting;

/// <summary>
/// Brings the database up to date while the service already listens: until then it is not ready, and a database that
/// comes later is waited for.
/// </summary>
sealed partial class Startup(
    IServiceProvider services, Migrator migrator, ApiKeyLookup keys, LoyaltyOptions options, Readiness readiness,
    IHostApplicationLifetime lifetime, ILogger<Startup> logger)
    : BackgroundService
{
    static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not before: a port that is taken stops the start, and must leave the database as it was.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        while (!await TryPrepare(stoppingToken))
        {
            await Task.Delay(RetryInterval, stoppingToken);
        }

        readiness.Reached();
        Ready();
        if (options.AdminKey == LoyaltyOptions.DemoKey)
        {
            DemoData.PrintWelcome(services);
        }
    }

    async Task<bool> TryPrepare(CancellationToken ct)
    {
        try
        {
            await migrator.Migrate(ct);
            if (options.SeedDemo)
            {
                await DemoData.Seed(services, ct);
            }

            if (options.AdminKey is null && !await keys.HasAny(ct))
            {
                NobodyMayCall();
            }

            return true;
        }
        catch (Exception error) when (
            error is StoreUnavailableException || (error is NpgsqlException lost && Database.IsUnavailable(lost)))
        {
            DatabaseAway(error.Message);
            return false;
        }
    }

    [LoggerMessage(70, LogLevel.Warning, "The database can't be reached yet: {Problem}")]
    private partial void DatabaseAway(string problem);

    [LoggerMessage(72, LogLevel.Warning,
        "There is no API key, so nobody can call: set Loyalty__AdminKey, or make a key with 'loyalty keys create'")]
    private partial void NobodyMayCall();

    [LoggerMessage(71, LogLevel.Information, "Ready")]
    private partial void Ready();
}
