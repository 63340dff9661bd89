using System.Diagnostics;
using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Hosting;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>
/// A queue for each account that has work, with at most one commit in flight: what waits meanwhile is decided in order
/// and goes into the next commit together. Optimistic retries alone needed up to 13 attempts each with 64 callers. A stop
/// of the service waits until all have their answers, whether or not their callers still listen.
/// </summary>
sealed class ActiveAccounts(ActiveAccount chain) : IHostedService
{
    /// <summary>How many callers' decisions one commit carries at most.</summary>
    const int MaxChain = 100;

    readonly Lock door = new();
    readonly Dictionary<AccountId, Queue<Command>> waiting = [];
    readonly List<TaskCompletionSource> stopping = [];
    int waitingCount;

    /// <summary>Takes work whose account is loaded; a reference that names none is answered at once.</summary>
    public void Enqueue(Command work)
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
        while (Next(account) is { } commands)
        {
            foreach (var moved in await chain.Process(account, commands))
            {
                Enqueue(moved);
            }
        }
    }

    List<Command>? Next(AccountId account)
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

            var commands = new List<Command>();
            while (commands.Count < MaxChain && queue.TryDequeue(out var work))
            {
                commands.Add(work);
                waitingCount--;
            }

            StoreTelemetry.Left("account", commands.Count);

            return commands;
        }
    }
}
