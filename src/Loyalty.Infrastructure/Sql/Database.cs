using System.Collections.Concurrent;
using Loyalty.Application.Ports;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// The connections to PostgreSQL: an ordinary pool, and the account store's own, whose planner settings force the
/// order in which its statements take locks.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>
    /// How many callers may wait for one kind of statement, about what is served in a second: a longer queue would
    /// answer only when its callers have given up.
    /// </summary>
    public const int MaxWaiting = 2000;

    const int PoolSize = 16;

    /// <summary>Fewer than there are in the pool: whoever waits for one must get one that comes back.</summary>
    const int MaxResting = 4;

    /// <summary>
    /// PostgreSQL promises no lock order for "update … from": with a hash join two instances lock in heap order and
    /// deadlock. Nested loops in the order of the sent list can't. The timeouts bound what a stuck peer can cost.
    /// </summary>
    const string StoreOptions =
        "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off -c jit=off "
        + "-c plan_cache_mode=force_generic_plan "
        + "-c lock_timeout=1000 -c statement_timeout=5000 -c synchronous_commit=on";

    /// <summary>From the second attempt on: the first is made without, since nearly all go well.</summary>
    static readonly ResiliencePipeline ReadAgain = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(MayReadAgain),
        MaxRetryAttempts = 1,
        Delay = TimeSpan.FromMilliseconds(20),
        UseJitter = true,
    }).Build();

    readonly ConcurrentStack<NpgsqlConnection> resting = new();

    public Database(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "loyalty",

            // A statement that fails while it is being prepared automatically leaves its connection unusable for the
            // next command (npgsql#6391): one caller's fault would be another's.
            MaxAutoPrepare = 0,
            Timeout = 5,
            CommandTimeout = 15,
            MaxPoolSize = PoolSize,

            // No session here is ever changed: there is nothing to reset when a connection goes back to its pool.
            NoResetOnClose = true,
            Timezone = "UTC",
            IncludeErrorDetail = false,
        };
        ConnectionString = settings.ConnectionString;
        General = NpgsqlDataSource.Create(Named(settings, "-c synchronous_commit=on"));
        Store = NpgsqlDataSource.Create(Named(settings, StoreOptions));
    }

    /// <summary>For a library that opens connections of its own.</summary>
    public string ConnectionString { get; }

    public NpgsqlDataSource General { get; }

    public NpgsqlDataSource Store { get; }

    /// <summary>Runs a read on a connection of its own, again when the connection turns out to be dead.</summary>
    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    public Task<T> Read<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken ct) => Read(
        async token =>
        {
            await using var connection = await General.OpenConnectionAsync(token);
            return await read(connection, token);
        },
        ct);

    /// <summary>The same on a connection of the account store.</summary>
    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    public Task<T> ReadInStore<T>(Func<NpgsqlConnection, Task<T>> read) =>
        Read(_ => InStore(read), CancellationToken.None);

    /// <summary>
    /// Runs a statement on the store's connection that was in use last, and whose server process has everything at
    /// hand: the driver's pool would take the one that rested longest. A connection on which anything failed is not
    /// kept; one that was lost takes along those that rest, since a server that went away took all of them.
    /// </summary>
    public async Task<T> InStore<T>(Func<NpgsqlConnection, Task<T>> run)
    {
        if (!resting.TryPop(out var connection))
        {
            connection = await Store.OpenConnectionAsync(CancellationToken.None);
        }

        try
        {
            var result = await run(connection);
            if (resting.Count < MaxResting)
            {
                resting.Push(connection);
                connection = null;
            }

            return result;
        }
        catch (NpgsqlException error) when (IsLostConnection(error))
        {
            await DisposeResting();
            throw;
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }
    }

    static async Task<T> Read<T>(Func<CancellationToken, Task<T>> read, CancellationToken ct)
    {
        try
        {
            try
            {
                return await read(ct);
            }
            catch (NpgsqlException error) when (MayReadAgain(error))
            {
                return await ReadAgain.ExecuteAsync(async token => await read(token), ct);
            }
        }
        catch (NpgsqlException error) when (IsUnavailable(error))
        {
            throw new StoreUnavailableException("The database can't be reached.", error);
        }
    }

    /// <summary>A server that was restarted leaves dead connections in the pool: a read may simply ask again.</summary>
    static bool MayReadAgain(NpgsqlException error) =>
        IsLostConnection(error) && error.InnerException is not TimeoutException;

    /// <summary>True for faults that are the server's or the network's, not the statement's.</summary>
    public static bool IsUnavailable(NpgsqlException error) => error is not PostgresException refused
        || refused.SqlState[..2] is "08" or "28" or "3D" or "40" or "53" or "57" or "58"
        || refused.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ReadOnlySqlTransaction
        || refused.SqlState == PostgresErrorCodes.UndefinedTable; // not migrated yet

    /// <summary>True when nobody can say whether the statement was carried out.</summary>
    public static bool IsLostConnection(NpgsqlException error) => error is not PostgresException refused
        || refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow;

    public async ValueTask DisposeAsync()
    {
        await DisposeResting();
        await General.DisposeAsync();
        await Store.DisposeAsync();
    }

    async Task DisposeResting()
    {
        while (resting.TryPop(out var connection))
        {
            await connection.DisposeAsync();
        }
    }

    static string Named(NpgsqlConnectionStringBuilder settings, string options) =>
        new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            Options = string.Join(' ', new[] { settings.Options, options }.Where(part => part is not null)),
        }.ConnectionString;
}
