using System.Diagnostics;
using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>
/// The accounts that have commands under way in this process. A stop of the service waits until all commands have their
/// answers, whether or not their callers still listen.
/// </summary>
sealed class ActiveAccounts(
    AccountLoader loader, DecisionMaker decisions, AccountWriter writer, ILogger<ActiveAccount> logger) : IHostedService
{
    readonly Lock door = new();
    readonly Dictionary<AccountId, ActiveAccount> active = [];
    readonly List<TaskCompletionSource> stopping = [];
    int waiting;

    /// <summary>Takes a command whose account is loaded; a reference that names none is answered at once.</summary>
    public void Enqueue(Command command)
    {
        if (command.Loaded!.Decline is { } decline)
        {
            command.Decline(decline);
            command.Complete();
            return;
        }

        var id = command.Loaded.Snapshot!.Account.Id;
        ActiveAccount? account;
        lock (door)
        {
            if (Math.Max(active.Count, waiting) >= Database.MaxWaiting)
            {
                command.Fail(new StoreUnavailableException("Too many requests wait for accounts."));
                return;
            }

            waiting++;
            StoreTelemetry.Entered("account");
            if (active.TryGetValue(id, out account))
            {
                account.Enqueue(command);
                return;
            }

            active[id] = account = new(id, loader, decisions, writer, logger);
            account.Enqueue(command);
        }

        _ = Drain(account);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (door)
        {
            if (active.Count == 0)
            {
                return Task.CompletedTask;
            }

            var empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            stopping.Add(empty);
            return empty.Task.WaitAsync(cancellationToken);
        }
    }

    async Task Drain(ActiveAccount account)
    {
        // What serves all who wait is not part of the first caller's trace.
        Activity.Current = null;
        while (Next(account) is { } commands)
        {
            foreach (var moved in await account.Process(commands))
            {
                Enqueue(moved);
            }
        }
    }

    /// <summary>What the account does next; null, and forgotten, when nobody waits for it.</summary>
    List<Command>? Next(ActiveAccount account)
    {
        lock (door)
        {
            var commands = account.TakeNext();
            if (commands.Count > 0)
            {
                waiting -= commands.Count;
                StoreTelemetry.Left("account", commands.Count);
                return commands;
            }

            active.Remove(account.Id);
            if (active.Count == 0)
            {
                stopping.ForEach(empty => empty.SetResult());
                stopping.Clear();
            }

            return null;
        }
    }
}
