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
/// Takes the callers who wait for one account through load, decisions and commit, until each has an answer: again
/// from a fresh load when somebody else changed the account first, one half at a time when a statement fails.
/// </summary>
sealed partial class ActiveAccount(
    AccountLoader loader, DecisionMaker decisions, AccountWriter commit, ILogger<ActiveAccount> logger)
{
    static readonly TimeSpan MaxJitter = TimeSpan.FromMilliseconds(20);

    /// <summary>Never throws. Returns callers whose reference turned out to mean another account now.</summary>
    public async Task<IReadOnlyList<Command>> Process(AccountId account, IReadOnlyList<Command> commands)
    {
        var moved = new List<Command>();
        try
        {
            await Process(account, commands, moved);
        }
        catch (Exception error)
        {
            // A bug: nobody knows more than that, and nobody may wait for ever.
            Failed(error, commands.Count);
            foreach (var work in commands.Except(moved))
            {
                work.Fail(error);
            }
        }

        return moved;
    }

    async Task Process(AccountId account, IReadOnlyList<Command> commands, List<Command> moved)
    {
        var left = commands;
        while (left.Count > 0)
        {
            left = await Fresh(account, left, moved);
            if (left.Count == 0)
            {
                return;
            }

            var decided = decisions.Decide(left);
            var stored = decided.IsEmpty || await Store(account, decided, left, moved);
            if (stored)
            {
                decided.Answered.ForEach(work => work.Complete());
            }
            else
            {
                // Another process was first, or the commit's fate is unknown: all is read and decided again.
                Forget(decided.Answered);
                left = [.. decided.Answered, .. decided.Again];
                await Jitter();
                continue;
            }

            // Each of these needs a load of its own.
            foreach (var work in decided.Again)
            {
                await Process(account, [work], moved);
            }

            return;
        }
    }

    /// <summary>
    /// False when the chain has to be decided again; true also when its halves were processed on their own.
    /// </summary>
    async Task<bool> Store(AccountId account, Chain decided, IReadOnlyList<Command> commands, List<Command> moved)
    {
        try
        {
            return await commit.Store(decided);
        }
        catch (PostgresException error) when (!Database.IsLostConnection(error))
        {
            // Both halves would wait for the same account's row: a lock is no reason to halve.
            if (decided.Answered.Count > 1 && error.SqlState != PostgresErrorCodes.LockNotAvailable)
            {
                CommitHalved(error.SqlState, decided.Answered.Count);
                var answered = decided.Answered.ToList();
                decided.Answered.Clear();
                Forget(answered);
                await Process(account, answered[..(answered.Count / 2)], moved);
                await Process(account, answered[(answered.Count / 2)..], moved);
                return true;
            }

            if (!Database.IsUnavailable(error))
            {
                Failed(error, 1);
                decided.Answered.ForEach(work => work.Fail(error));
                decided.Answered.Clear();
                return true;
            }

            return false;
        }
        catch (Exception error) when (error is not PostgresException refused || Database.IsLostConnection(refused))
        {
            // The server may have carried it out, or may still: the next load tells by the key, and if it is not
            // there, the condition on the version lets either that commit or ours through, never both.
            CommitUnknown(error.Message, commands.Count);
            return false;
        }
    }

    /// <summary>The commands that are not late and still mean this account, all loaded from one snapshot.</summary>
    async Task<IReadOnlyList<Command>> Fresh(AccountId account, IReadOnlyList<Command> commands, List<Command> moved)
    {
        var left = commands.ToList();
        while (IsOfSeveralSnapshots(left))
        {
            try
            {
                FailLate(left);
                Forget(left);
                await loader.Load(left, CancellationToken.None);
            }
            catch (StoreUnavailableException)
            {
                LoadFailed(left.Count);
                await Jitter();
            }
        }

        foreach (var work in left.Where(work => work.Loaded!.Decline is not null).ToList())
        {
            work.Decline(work.Loaded!.Decline!);
            work.Complete();
            left.Remove(work);
        }

        moved.AddRange(left.Where(work => work.Loaded!.Account!.Id != account));
        left.RemoveAll(work => work.Loaded!.Account!.Id != account);
        return left;
    }

    /// <summary>
    /// A load may take several statements, when a program changed or an account was opened: what they said of one
    /// account is merged only where its version is the same.
    /// </summary>
    static bool IsOfSeveralSnapshots(List<Command> commands) => commands.Exists(work => work.Loaded is null)
        || commands.Select(work => work.Loaded!.Account).OfType<AccountState>().DistinctBy(account => account.Version)
            .GroupBy(account => account.Id).Any(versions => versions.Count() > 1);

    static void Forget(List<Command> commands) => commands.ForEach(work => work.Loaded = null);

    static void FailLate(List<Command> commands)
    {
        foreach (var work in commands.Where(work => work.IsLate).ToList())
        {
            work.Fail(new StoreUnavailableException("The account could not be changed in time."));
            commands.Remove(work);
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
