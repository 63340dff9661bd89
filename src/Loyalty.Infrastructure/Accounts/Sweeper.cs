using System.Diagnostics;
using System.Diagnostics.Metrics;
using Loyalty.Application;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Logging;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>
/// Applies what is due to accounts that nobody touches. It claims nothing: it reads which accounts have something due
/// and sends each through the store like any caller, so of two instances one wins and the other finds nothing due.
/// Correctness does not wait for it; lists of what is due, and dashboards, do.
/// </summary>
sealed partial class Sweeper : RepeatedWork
{
    /// <summary>How many accounts of one bucket a round takes at most: no bucket waits for another.</summary>
    const int PerBucket = 4;

    /// <summary>How many accounts are changed at one time: callers come first.</summary>
    const int MaxAtOneTime = 4;

    static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    static readonly TimeSpan RestOfStuck = TimeSpan.FromMinutes(1);
    static readonly Caller ByTime = Caller.Inside("sweeper");

    static readonly PreparedStatement<Asked> LongestDue = new($"""
        select d.account_number as Account, d.due_at as DueAt
        from generate_series(0, 255) as b (bucket)
        cross join lateral (
            select account_number, due_at
            from due
            where due.bucket = b.bucket and due_at <= {new SqlValue<Asked, DateTimeOffset>(asked => asked.Now)}
                and account_number <> all({new SqlValue<Asked, int[]>(asked => asked.Stuck)})
            order by due_at
            limit {new SqlValue<Asked, long>(_ => PerBucket)}
        ) d
        """);

    static readonly PreparedStatement<object> ServerTime = new($"select clock_timestamp()");
    static readonly object None = new();

    readonly Database database;
    readonly IAccountStore accounts;
    readonly TimeProvider clock;
    readonly ClockWatch watch;
    readonly ILogger<Sweeper> logger;
    readonly Counter<long> swept;
    readonly Dictionary<int, Rest> stuck = [];
    double lagSeconds;

    public Sweeper(
        Database database, IAccountStore accounts, TimeProvider clock, ClockWatch watch, ILogger<Sweeper> logger)
        : base(clock)
    {
        (this.database, this.accounts, this.clock, this.watch, this.logger) =
            (database, accounts, clock, watch, logger);
        swept = LoyaltyTelemetry.Meter.CreateCounter<long>(
            "loyalty.sweeper.accounts", "{account}", "Accounts that the sweeper brought up to date.");
        LoyaltyTelemetry.Meter.CreateObservableGauge(
            "loyalty.sweeper.lag", () => LagSeconds, "s",
            "How long what is due longest has been waiting; 0 when nothing is due.");
    }

    /// <summary>How long what is due longest was waiting when the last round began.</summary>
    public double LagSeconds => Volatile.Read(ref lagSeconds);

    protected override TimeSpan UsualPause => Idle;

    /// <summary>One round over all buckets; the number of accounts that had something due.</summary>
    public async Task<int> SweepOnce(CancellationToken ct)
    {
        var begun = watch.Now;
        var time = await database.ReadInStore(connection =>
            ServerTime.Query(connection, None, row => row.GetFieldValue<DateTimeOffset>(0)));
        watch.Compare(begun, time[0]);
        if (watch.IsOff)
        {
            // Other instances, whose clocks are right, apply what is due.
            return 0;
        }

        var now = clock.GetUtcNow();
        foreach (var (account, _) in stuck.Where(pair => pair.Value.Until <= now).ToList())
        {
            stuck.Remove(account);
        }

        var due = await Due(now);
        var oldest = due.Select(row => row.DueAt).Concat(stuck.Values.Select(rest => rest.DueAt)).Append(now).Min();
        Volatile.Write(ref lagSeconds, (now - oldest).TotalSeconds);
        var left = new List<DueRow>();
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = MaxAtOneTime, CancellationToken = ct },
            async (row, token) =>
            {
                if (!await Sweep(row.Account, token))
                {
                    lock (left)
                    {
                        left.Add(row);
                    }
                }
            });
        left.ForEach(row => stuck[row.Account] = new(now + RestOfStuck, row.DueAt));
        swept.Add(due.Count - left.Count);
        return due.Count;
    }

    /// <summary>
    /// False when it could not be done: the account rests, and holds nobody up. Nothing to do is done, too: another
    /// instance or a caller was first.
    /// </summary>
    public async Task<bool> Sweep(int account, CancellationToken ct)
    {
        try
        {
            // Time advances before any decision: there is nothing left to decide.
            var outcome = await accounts.Decide<Done>(
                new(new NumberedAccount(new(account), Seq: null), ByTime), _ => Done.Instance, ct);
            return outcome.Result.IsOk;
        }
        catch (Exception error) when (error is AccountBusyException
            or (not StoreUnavailableException and not OperationCanceledException))
        {
            Stuck(error, account);
            return false;
        }
    }

    /// <summary>
    /// The pause is as long as the work was, so that it never takes more than half of what it uses; without work it is
    /// short.
    /// </summary>
    protected override async Task<TimeSpan> Round(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var count = await SweepOnce(ct);
        var took = Stopwatch.GetElapsedTime(started);
        return count == 0 ? Idle : took > LongestPause ? LongestPause : took;
    }

    /// <summary>Reads bucket by bucket, each by its index, what has been due longest.</summary>
    Task<List<DueRow>> Due(DateTimeOffset now) => database.ReadInStore(
        connection => LongestDue.Query<DueRow>(connection, new(now, [.. stuck.Keys])));

    sealed record Asked(DateTimeOffset Now, int[] Stuck);

    /// <param name="DueAt">Since when it is due: it still counts in the lag.</param>
    sealed record Rest(DateTimeOffset Until, DateTimeOffset DueAt);

    sealed record DueRow
    {
        public required int Account { get; init; }

        public required DateTimeOffset DueAt { get; init; }
    }

    [LoggerMessage(50, LogLevel.Warning, "What is due could not be applied: the database is away")]
    protected override partial void Away();

    [LoggerMessage(51, LogLevel.Error, "What is due could not be applied to account {Account}; it rests for a minute")]
    private partial void Stuck(Exception error, int account);
}
