using System.Diagnostics;
using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Microsoft.Extensions.Hosting;

namespace Loyalty.Infrastructure.Postgres.Accounts;

/// <summary>
/// A queue for each account that has work, with at most one commit in flight: what waits meanwhile is decided in order
/// and goes into the next commit together. Optimistic retries alone needed up to 13 attempts each with 64 callers. A stop
/// of the service waits until all have their answers, whether or not their callers still listen.
/// </summary>
sealed class AccountQueues(AccountChain chain) : IHostedService
{
    /// <summary>How many callers' decisions one commit carries at most.</summary>
    const int MaxChain = 100;

    readonly Lock door = new();
    readonly Dictionary<AccountId, Queue<Work>> waiting = [];
    readonly List<TaskCompletionSource> stopping = [];
    int waitingCount;

    /// <summary>Takes work whose account is loaded; a reference that names none is answered at once.</summary>
    public void Enqueue(Work work)
    {
        if (work.Loaded!.Decline is { } decline)
        {
            work.Decline(decline);
            work.Complete();
            return;
        }

        var account = work.Loaded.Account!.Id;
        lock (door)
        {
            if (Math.Max(waiting.Count, waitingCount) >= Database.MaxWaiting)
            {
                work.Fail(new StoreUnavailableException("Too many requests wait for accounts."));
                return;
            }

            waitingCount++;
            StoreTelemetry.Entered("account");
            if (waiting.TryGetValue(account, out var queue))
            {
                queue.Enqueue(work);
                return;
            }

            waiting[account] = new([work]);
        }

        _ = Drain(account);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (door)
        {
            if (waiting.Count == 0)
            {
                return Task.CompletedTask;
            }

            var empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            stopping.Add(empty);
            return empty.Task.WaitAsync(cancellationToken);
        }
    }

    async Task Drain(AccountId account)
    {
        // What serves all who wait is not part of the first caller's trace.
        Activity.Current = null;
        while (Next(account) is { } works)
        {
            foreach (var moved in await chain.Process(account, works))
            {
                Enqueue(moved);
            }
        }
    }

    List<Work>? Next(AccountId account)
    {
        lock (door)
        {
            var queue = waiting[account];
            if (queue.Count == 0)
            {
                waiting.Remove(account);
                if (waiting.Count == 0)
                {
                    stopping.ForEach(empty => empty.SetResult());
                    stopping.Clear();
                }

                return null;
            }

            var works = new List<Work>();
            while (works.Count < MaxChain && queue.TryDequeue(out var work))
            {
                works.Add(work);
                waitingCount--;
            }

            StoreTelemetry.Left("account", works.Count);

            return works;
        }
    }
}
