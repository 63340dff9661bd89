using System.Collections.Concurrent;
using Dapper;
using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Loyalty.Infrastructure.Keys;

/// <summary>Collects when keys are used, and writes it once a minute: no request waits for it.</summary>
public sealed partial class KeyUsage(Database database, TimeProvider clock, ILogger<KeyUsage> logger)
    : RepeatedWork(clock), IKeyUsage
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, DateTimeOffset> used = new();
    readonly TimeProvider clock = clock;

    protected override TimeSpan UsualPause => Interval;

    public void Used(string keyId) => used[keyId] = clock.GetUtcNow();

    public async Task Write(CancellationToken ct)
    {
        var batch = used.ToArray();
        if (batch.Length == 0)
        {
            return;
        }

        await Write(batch.ToDictionary(), ct);
        foreach (var written in batch)
        {
            used.TryRemove(written);
        }
    }

    /// <summary>
    /// Writes when keys were last used: an older time than the stored one changes nothing, nor does a use that was
    /// refused.
    /// </summary>
    public Task<int> Write(IReadOnlyDictionary<string, DateTimeOffset> lastUsed, CancellationToken ct)
    {
        const string sql = """
            update api_key k
            set last_used_at = q.used_at
            from unnest(@ids, @times) as q (key_id, used_at)
            where k.key_id = q.key_id and (k.last_used_at is null or k.last_used_at < q.used_at)
                and (k.revoked_at is null or k.revoked_at > q.used_at)
                and (k.expires_at is null or k.expires_at > q.used_at)
            """;
        var parameters = new { ids = lastUsed.Keys.ToArray(), times = lastUsed.Values.ToArray() };
        return database.Read(
            (connection, token) => connection.ExecuteAsync(new(sql, parameters, cancellationToken: token)), ct);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Write(cancellationToken);
        }
        catch (Exception error) when (error is StoreUnavailableException or NpgsqlException)
        {
            Away();
        }
    }

    protected override async Task<TimeSpan> Round(CancellationToken ct)
    {
        await Write(ct);
        return Interval;
    }

    [LoggerMessage(40, LogLevel.Warning, "The last use of keys could not be written; it is tried again in a minute")]
    protected override partial void Away();
}
