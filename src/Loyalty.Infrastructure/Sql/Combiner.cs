using System.Diagnostics;
using Loyalty.Application.Ports;
using Npgsql;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// Lets concurrent callers share statements. While fewer than <paramref name="lanes"/> are under way, what a caller
/// asks for goes off at once; otherwise it waits, with all that comes meanwhile, for the first of them to end. There is
/// no timer: an idle store answers as fast as it can, a busy one does more with each round trip.
/// </summary>
/// <param name="name">What kind of statement it is, in metrics and traces.</param>
/// <param name="lanes">How many statements run at one time, each on a connection of its own.</param>
/// <param name="maxWeight">How much one statement carries at most; what is heavier goes alone.</param>
/// <param name="maxWaiting">How many callers may wait; who comes then is refused at once.</param>
/// <param name="spanOf">The span of an item's caller; without it the one that is current when it is asked.</param>
/// <param name="run">Answers all items in their order, or fails for all of them.</param>
sealed class Combiner<TItem, TResult>(
    string name, int lanes, int maxWeight, int maxWaiting, Func<TItem, int> weight,
    Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> run, Func<TItem, Activity?>? spanOf = null)
{
    readonly Lock door = new();
    readonly Queue<Asked> waiting = new();
    int busyLanes;

    /// <exception cref="StoreUnavailableException">Too many wait already.</exception>
    public Task<TResult> Run(TItem item)
    {
        var asked = new Asked(item, spanOf is null ? Activity.Current : spanOf(item));
        lock (door)
        {
            if (waiting.Count == maxWaiting)
            {
                throw new StoreUnavailableException("Too many requests wait for the database.");
            }

            StoreTelemetry.Entered(name);
            waiting.Enqueue(asked);
            if (busyLanes == lanes)
            {
                return asked.Answer;
            }

            busyLanes++;
        }

        _ = Drain();
        return asked.Answer;
    }

    async Task Drain()
    {
        // What serves everybody is not part of the first caller's trace. (Were the flow suppressed instead, a
        // statement's own span would be lost as soon as it waits.)
        Activity.Current = null;
        while (Next() is { } batch)
        {
            await Run(batch);
        }
    }

    List<Asked>? Next()
    {
        lock (door)
        {
            if (waiting.Count == 0)
            {
                busyLanes--;
                return null;
            }

            var batch = new List<Asked> { waiting.Dequeue() };
            var carried = weight(batch[0].Item);
            while (waiting.TryPeek(out var next) && carried + weight(next.Item) <= maxWeight)
            {
                batch.Add(waiting.Dequeue());
                carried += weight(next.Item);
            }

            StoreTelemetry.Left(name, batch.Count);
            return batch;
        }
    }

    /// <summary>
    /// A statement that fails is tried again in halves, so that what makes it fail harms no other. Not so one that
    /// waited for a lock in vain, since each half with the locked row in it would wait as long again; nor one of which
    /// nobody can say whether it was carried out. Then each caller is told, and goes its own way.
    /// </summary>
    async Task Run(List<Asked> batch)
    {
        StoreTelemetry.Shared(name, batch.Count);
        try
        {
            var results = await RunInSpan(batch);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Complete(results[i]);
            }
        }
        catch (Exception error) when (batch.Count > 1 && IsOfOneItem(error))
        {
            await Run(batch[..(batch.Count / 2)]);
            await Run(batch[(batch.Count / 2)..]);
        }
        catch (Exception error)
        {
            batch.ForEach(asked => asked.Fail(error));
        }
    }

    /// <summary>The span ends before any caller's does.</summary>
    async Task<IReadOnlyList<TResult>> RunInSpan(List<Asked> batch)
    {
        using var statement = StoreTelemetry.Statement(name, batch.ConvertAll(asked => asked.Span));
        var results = await run(batch.ConvertAll(asked => asked.Item));
        return results.Count == batch.Count ? results
            : throw new InvalidOperationException("A statement has to answer each of its callers.");
    }

    static bool IsOfOneItem(Exception error) =>
        (error as PostgresException ?? error.InnerException) is PostgresException refused
            && refused.SqlState != PostgresErrorCodes.LockNotAvailable && !Database.IsLostConnection(refused);

    sealed class Asked(TItem item, Activity? span)
    {
        readonly TaskCompletionSource<TResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TItem Item { get; } = item;

        public Activity? Span { get; } = span;

        public Task<TResult> Answer => answer.Task;

        public void Complete(TResult result) => answer.SetResult(result);

        public void Fail(Exception error) => answer.SetException(error);
    }
}
