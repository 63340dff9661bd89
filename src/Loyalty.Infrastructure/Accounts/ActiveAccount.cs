using System.Security.Cryptography;
using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>
/// An account with commands under way. It owns their queue, and takes them through load, decisions and commit until
/// each has an answer, with at most one commit in flight: what waits meanwhile is decided in order and goes into the
/// next commit together. Optimistic retries alone needed up to 13 attempts each with 64 callers.
/// </summary>
sealed partial class ActiveAccount(
    AccountId id, AccountLoader loader, DecisionMaker decisions, AccountWriter writer, ILogger<ActiveAccount> logger)
{
    /// <summary>How many callers' decisions one commit carries at most.</summary>
    const int MaxChain = 100;

    static readonly TimeSpan MaxJitter = TimeSpan.FromMilliseconds(20);

    readonly Queue<Command> queue = new();

    /// <summary>
    /// The account as this process last stored it; null before, and when the database says otherwise.
    /// </summary>
    AccountState? stored;

    public AccountId Id { get; } = id;

    /// <summary>Called by whoever holds the register's lock.</summary>
    public void Enqueue(Command command) => queue.Enqueue(command);

    /// <summary>The commands of the next chain; none when nobody waits. Called under the register's lock.</summary>
    public List<Command> TakeNext()
    {
        var commands = new List<Command>();
        while (commands.Count < MaxChain && queue.TryDequeue(out var command))
        {
            commands.Add(command);
        }

        return commands;
    }

    /// <summary>Never throws. Returns callers whose reference turned out to mean another account now.</summary>
    public async Task<IReadOnlyList<Command>> Process(IReadOnlyList<Command> commands)
    {
        var moved = new List<Command>();
        try
        {
            await Process(commands, moved);
        }
        catch (Exception error)
        {
            // A bug: nobody knows more than that, and nobody may wait for ever.
            Failed(error, commands.Count);
            foreach (var command in commands.Except(moved))
            {
                command.Fail(error);
            }
        }

        return moved;
    }

    async Task Process(IReadOnlyList<Command> commands, List<Command> moved)
    {
        var left = commands;
        while (left.Count > 0)
        {
            left = await Fresh(left, moved);
            if (left.Count == 0)
            {
                return;
            }

            var chain = decisions.Decide(left);
            if (chain.IsEmpty || await Store(chain, left, moved))
            {
                chain.Answered.ForEach(command => command.Complete());

                // Each of these needs a load of its own.
                foreach (var command in chain.Again)
                {
                    await Process([command], moved);
                }

                Forget(chain.Behind);
                left = chain.Behind;
                continue;
            }

            // Another process was first, the commit's fate is unknown, or a key is recorded: all is decided again.
            left = [.. chain.Answered, .. chain.Again, .. chain.Behind];
            foreach (var command in left)
            {
                command.Loaded = null;
            }

            // That a key was seen is nobody's try in vain.
            if (!chain.HasSeenKeys)
            {
                foreach (var command in left)
                {
                    command.TriedInVain();
                }

                await Jitter();
            }
        }
    }

    /// <summary>
    /// False when the chain has to be decided again; true also when its halves were processed on their own.
    /// </summary>
    async Task<bool> Store(Chain chain, IReadOnlyList<Command> commands, List<Command> moved)
    {
        try
        {
            if (!await writer.Store(chain))
            {
                return false;
            }

            stored = chain.Account.State with { Version = chain.LoadedVersion + 1 };
            return true;
        }
        catch (PostgresException error) when (!Database.IsLostConnection(error))
        {
            // Both halves would wait for the same account's row: a lock is no reason to halve.
            if (chain.Answered.Count > 1 && error.SqlState != PostgresErrorCodes.LockNotAvailable)
            {
                CommitHalved(error.SqlState, chain.Answered.Count);
                var answered = chain.Answered.ToList();
                chain.Answered.Clear();
                Forget(answered);
                await Process(answered[..(answered.Count / 2)], moved);
                await Process(answered[(answered.Count / 2)..], moved);
                return true;
            }

            if (chain.Answered is [var alone] && writer.LostFact(error) is { } lost)
            {
                // Somebody else was first with what accounts share: the caller's decision is made again, knowing that.
                alone.Lost = alone.Lost.With(lost);
                return false;
            }

            // Where nothing can be written, what is recorded can still be told.
            chain.Answered.ForEach(command => command.SeeksKey = true);
            if (!Database.IsUnavailable(error))
            {
                Failed(error, 1);
                foreach (var command in chain.Answered.Concat(chain.Behind))
                {
                    command.Fail(error);
                }

                chain.Answered.Clear();
                chain.Behind.Clear();
                return true;
            }

            return false;
        }
        catch (Exception error) when (error is not PostgresException refused || Database.IsLostConnection(refused))
        {
            // The server may have carried it out, or may still: the next load tells by the key, and if it is not
            // there, the condition on the version lets either that commit or ours through, never both.
            CommitUnknown(error.Message, commands.Count);
            chain.Answered.ForEach(command => command.SeeksKey = true);
            return false;
        }
    }

    /// <summary>The commands that are not late and still mean this account, all loaded from one snapshot.</summary>
    async Task<IReadOnlyList<Command>> Fresh(IReadOnlyList<Command> commands, List<Command> moved)
    {
        var left = commands.ToList();
        while (!AreOfOneSnapshot(left) || IsOlderThanStored(left))
        {
            try
            {
                FailLate(left);
                Forget(left);
                await loader.Load(left, CancellationToken.None);
            }
            catch (StoreUnavailableException)
            {
                left.ForEach(command => command.TriedInVain());
                LoadFailed(left.Count);
                await Jitter();
            }
        }

        foreach (var command in left.Where(command => command.Loaded!.Decline is not null).ToList())
        {
            command.Decline(command.Loaded!.Decline!);
            command.Complete();
            left.Remove(command);
        }

        moved.AddRange(left.Where(command => command.Loaded!.Snapshot!.Account.Id != Id));
        left.RemoveAll(command => command.Loaded!.Snapshot!.Account.Id != Id);
        return left;
    }

    /// <summary>
    /// A load may take several statements, when a program changed or an account was opened: what they said of one
    /// account is merged only where its version is the same.
    /// </summary>
    static bool AreOfOneSnapshot(List<Command> commands) => commands.TrueForAll(command => command.Loaded is not null)
        && commands.Select(command => command.Loaded!.Snapshot?.Account).OfType<AccountState>()
            .DistinctBy(account => (account.Id, account.Version)).CountBy(account => account.Id)
            .All(versions => versions.Value == 1);

    /// <summary>
    /// What was loaded before the last commit is loaded again, once: a database that went back to an earlier state, as
    /// by a restore, is believed.
    /// </summary>
    bool IsOlderThanStored(List<Command> commands)
    {
        if (!commands.Exists(command => command.Loaded!.Snapshot?.Account is { } account && account.Id == Id
            && account.Version < stored?.Version))
        {
            return false;
        }

        stored = null;
        return true;
    }

    static void Forget(List<Command> commands) => commands.ForEach(command => command.Loaded = null);

    static void FailLate(List<Command> commands)
    {
        foreach (var command in commands.Where(command => command.IsLate).ToList())
        {
            command.Fail(new AccountBusyException());
            commands.Remove(command);
        }
    }

    static Task Jitter() => Task.Delay(RandomNumberGenerator.GetInt32(1, (int)MaxJitter.TotalMilliseconds));

    [LoggerMessage(20, LogLevel.Error, "A chain of {Count} decisions failed")]
    private partial void Failed(Exception error, int count);

    [LoggerMessage(21, LogLevel.Warning, "A commit of {Count} decisions failed with {SqlState}: its halves are tried")]
    private partial void CommitHalved(string sqlState, int count);

    [LoggerMessage(22, LogLevel.Warning, "The fate of a commit of {Count} decisions is unknown: {Problem}")]
    private partial void CommitUnknown(string problem, int count);

    [LoggerMessage(23, LogLevel.Warning, "An account with {Count} decisions waiting could not be read")]
    private partial void LoadFailed(int count);
}
