using System.Collections.Concurrent;
using System.Data;
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
    const int LargePoolSize = 6;

    /// <summary>Fewer than there are in the pool: whoever waits for one must get one that comes back.</summary>
    const int MaxResting = 4;

    /// <summary>
    /// PostgreSQL promises no lock order for "update … from": with a hash join two instances lock in heap order and
    /// deadlock. Nested loops in the order of the sent list can't. The timeouts bound what a stuck peer can cost.
    /// </summary>
    const string StoreOptions =
        "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off -c jit=off "
        + "-c plan_cache_mode=force_generic_plan "
        + "-c lock_timeout=1000 -c synchronous_commit=on";

    /// <summary>In milliseconds, as the server counts.</summary>
    const int StatementTimeout = 5000;

    const int LargeStatementTimeout = 60_000;

    /// <summary>In seconds; the server gives up first.</summary>
    const int LargeCommandTimeout = 90;

    /// <summary>From the second attempt on: the first is made without, since nearly all go well.</summary>
    static readonly ResiliencePipeline ReadAgain = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<Exception>(MayReadAgain),
        MaxRetryAttempts = 1,
        Delay = TimeSpan.FromMilliseconds(20),
        UseJitter = true,
    }).Build();

    readonly ConcurrentStack<NpgsqlConnection> resting = new();

    public Database(string connectionString, TimeProvider? clock = null)
    {
        Trouble = new(clock ?? TimeProvider.System);
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
        Store = NpgsqlDataSource.Create(Named(settings, $"{StoreOptions} -c statement_timeout={StatementTimeout}"));
        settings.CommandTimeout = LargeCommandTimeout;
        settings.MaxPoolSize = LargePoolSize;
        LargeStore = NpgsqlDataSource.Create(
            Named(settings, $"{StoreOptions} -c statement_timeout={LargeStatementTimeout}"));
    }

    /// <summary>For a library that opens connections of its own.</summary>
    public string ConnectionString { get; }

    public StoreTrouble Trouble { get; }

    public NpgsqlDataSource General { get; }

    public NpgsqlDataSource Store { get; }

    /// <summary>The store's, for statements that move so many rows that its usual time is not enough.</summary>
    NpgsqlDataSource LargeStore { get; }

    /// <summary>Runs a read on a connection of its own, again when the connection turns out to be dead.</summary>
    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    public Task<T> Read<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken ct) => Read(
        async token =>
        {
            await using var connection = await General.OpenConnectionAsync(token);
            return await Told(connection, read(connection, token));
        },
        ct);

    /// <summary>The same on a connection of the account store.</summary>
    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    public Task<T> ReadInStore<T>(Func<NpgsqlConnection, Task<T>> read, bool isLarge = false) =>
        Read(_ => InStore(read, isLarge), CancellationToken.None);

    /// <summary>
    /// Runs a statement on the store's connection that was in use last, and whose server process has everything at
    /// hand: the driver's pool would take the one that rested longest. A connection on which anything failed is not
    /// kept; one that was lost takes along those that rest, since a server that went away took all of them.
    /// </summary>
    public Task<T> InStore<T>(Func<NpgsqlConnection, Task<T>> run) => InStore(run, isLarge: false);

    /// <param name="run">What to do on the connection.</param>
    /// <param name="isLarge">It moves so many rows that the usual time is not enough.</param>
    public async Task<T> InStore<T>(Func<NpgsqlConnection, Task<T>> run, bool isLarge)
    {
        if (isLarge)
        {
            await using var patient = await LargeStore.OpenConnectionAsync(CancellationToken.None);
            return await Told(patient, run(patient));
        }

        if (!resting.TryPop(out var connection))
        {
            connection = await Store.OpenConnectionAsync(CancellationToken.None);
        }

        try
        {
            var result = await Told(connection, run(connection));
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
            catch (Exception error) when (MayReadAgain(error))
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
    static bool MayReadAgain(Exception error) => error is NpgsqlException { InnerException: not TimeoutException } lost
        && IsLostConnection(lost);

    /// <summary>
    /// What is done on a connection. However a library wraps the loss of it, it is told in one form: reading on after
    /// the loss fails as a bad value or as a connection in the wrong state.
    /// </summary>
    /// <exception cref="NpgsqlException">The connection was lost, or the server refused.</exception>
    public async Task<T> Told<T>(NpgsqlConnection connection, Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (PostgresException error)
        {
            Trouble.Note(error);
            throw;
        }
        catch (Exception error) when (error is not NpgsqlException and not OperationCanceledException
            && (HasCause(error) || connection.FullState.HasFlag(ConnectionState.Broken)
                || connection.State != ConnectionState.Open))
        {
            throw new NpgsqlException("The connection was lost.", error);
        }
    }

    static bool HasCause(Exception error) =>
        error.InnerException is { } inner && (inner is NpgsqlException || HasCause(inner));

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
        await LargeStore.DisposeAsync();
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
