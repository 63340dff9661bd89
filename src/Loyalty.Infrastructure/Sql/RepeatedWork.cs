using Loyalty.Application.Ports;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// Work that goes on as long as the service runs, round by round. A database that is away ends a round, never the work;
/// the pauses grow meanwhile.
/// </summary>
public abstract class RepeatedWork(TimeProvider clock) : BackgroundService
{
    /// <summary>To this the pauses grow while the database is away, unless they are longer as it is.</summary>
    protected static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>How long it pauses before the first round, and how long at least after one that failed.</summary>
    protected abstract TimeSpan UsualPause { get; }

    /// <summary>One round.</summary>
    /// <returns>How long to pause before the next.</returns>
    protected abstract Task<TimeSpan> Round(CancellationToken ct);

    /// <summary>Says that a round failed because the database is away.</summary>
    protected abstract void Away();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = UsualPause;
        var isAway = false;
        while (true)
        {
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            try
            {
                pause = await Round(stoppingToken);
                isAway = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is StoreUnavailableException or NpgsqlException)
            {
                Away();
                var longest = LongestPause > UsualPause ? LongestPause : UsualPause;
                pause = !isAway || 2 * pause < UsualPause ? UsualPause
                    : 2 * pause < longest ? 2 * pause
                    : longest;
                isAway = true;
            }
        }
    }
}
