using System.Collections.Concurrent;
using Loyalty.Application.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Loyalty.Infrastructure.Keys;

/// <summary>Collects when keys are used, and writes it once a minute: no request waits for it.</summary>
public sealed partial class KeyUsage(IServiceScopeFactory scopes, TimeProvider clock, ILogger<KeyUsage> logger)
    : BackgroundService, IKeyUsage
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, DateTimeOffset> used = new();

    public void Used(string keyId) => used[keyId] = clock.GetUtcNow();

    public async Task Write(CancellationToken ct)
    {
        var batch = used.ToArray();
        if (batch.Length == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ApiKeys>().Touch(batch.ToDictionary(), ct);
        foreach (var written in batch)
        {
            used.TryRemove(written);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWrite(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await Tick(timer, stoppingToken))
        {
            await TryWrite(stoppingToken);
        }
    }

    static async Task<bool> Tick(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    async Task TryWrite(CancellationToken ct)
    {
        try
        {
            await Write(ct);
        }
        catch (Exception error) when (error is StoreUnavailableException or NpgsqlException)
        {
            NotWritten();
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "The last use of keys could not be written; it is tried again in a minute")]
    private partial void NotWritten();
}
