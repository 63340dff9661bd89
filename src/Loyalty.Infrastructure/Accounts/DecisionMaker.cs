using System.Security.Cryptography;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Logging;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>
/// Runs decisions on loaded accounts: one alone for a question, or several in order, each on the account as the one
/// before left it. Here time advances, once for each decision.
/// </summary>
sealed partial class DecisionMaker(TimeProvider clock, ILogger<DecisionMaker> logger)
{
    const int RandomBytes = 16;

    /// <summary>How much of what is due one commit carries at most: so an account always makes progress.</summary>
    const int MaxDueChanges = 5000;

    /// <summary>Answers a question that is not to be recorded; false when it has to be loaded again.</summary>
    public bool Look(Command command)
    {
        if (command.Loaded!.Decline is { } decline)
        {
            command.Decline(decline);
        }
        else if (Run(command, new Account(StateOf(command)), repeated: null, int.MaxValue) is null)
        {
            return false;
        }

        command.Complete();
        return true;
    }

    /// <summary>Decides the commands in order. Those that need to know more are left for later, alone.</summary>
    public Chain Decide(IReadOnlyList<Command> commands)
    {
        // Of one version, they may have been loaded by statements that read more or less of its lots.
        var loaded = commands.MaxBy(command => command.Depth)!.Loaded!.Snapshot!;
        var state = commands.Aggregate(loaded.Account, (known, command) => known.Knowing(
            command.Loaded!.Caller.NamedLots, command.Loaded.Caller.NamedRedemptions));
        var chain = new Chain(
            new Account(state), loaded.OnRow, new(loaded.Program.Number, loaded.Program.Code));
        foreach (var command in commands)
        {
            if (command.IsGivenUp)
            {
                command.Fail(new OperationCanceledException());
                continue;
            }

            if (chain.IsBehind)
            {
                chain.Behind.Add(command);
                continue;
            }

            try
            {
                Decide(command, chain);
            }
            catch (Exception error)
            {
                // A bug in one caller's decision is that caller's alone: the chain goes on without it.
                DecisionFailed(error);
                command.Fail(error);
            }
        }

        chain.Seal(Now());
        return chain;
    }

    void Decide(Command command, Chain chain)
    {
        if (TakeRecorded(command, chain))
        {
            return;
        }

        var fork = chain.Account.Fork();
        var repeated = RepeatedId(command, chain);
        if (Run(command, fork, repeated, command.IsQuestion ? int.MaxValue : MaxDueChanges) is { } verdict)
        {
            if (verdict.IsFinal || command.Key is null || command.SeeksKey)
            {
                fork.AssertConserved();
                chain.Add(command, verdict, command.IsQuestion || !verdict.IsFinal ? null : fork);
                return;
            }

            // Nothing of this would be stored, so that no commit finds what is recorded under the key.
            command.SeeksKey = true;
            command.Loaded = null;
            chain.Again.Add(command);
        }
        else if (fork.IsBehind)
        {
            fork.AssertConserved();
            chain.FallBehind(fork);
            chain.Behind.Add(command);
        }
        else
        {
            chain.Again.Add(command);
        }
    }

    /// <summary>
    /// What was answered under the idempotency key is answered again, whether it is stored or was decided earlier in
    /// this chain.
    /// </summary>
    static bool TakeRecorded(Command command, Chain chain)
    {
        if (command.Key is not { } key || (command.Loaded!.Caller.ByKey ?? chain.ByKey(command)) is not { } recorded)
        {
            return false;
        }

        if (recorded.Fits(key.Fingerprint))
        {
            command.Replay(recorded.Text);
        }
        else
        {
            command.Decline(Declines.IdempotencyKeyReused);
        }

        chain.Done(command);
        return true;
    }

    /// <summary>What was recorded under the command's external id, by any key; looked at after the key.</summary>
    static RecordedOutcome? RepeatedId(Command command, Chain chain) => command.Key is null ? null
        : command.Loaded!.Caller.ByExternalId ?? chain.ByExternalId(command);

    /// <summary>
    /// Moves the account to the occasion and runs the decision. Null when something was missing, and the command is to
    /// be loaded again with it; or when the account fell behind.
    /// </summary>
    Verdict? Run(Command command, Account account, RecordedOutcome? repeated, int maxDueChanges)
    {
        Verdict? verdict = null;
        var missing = account.MoveTo(On(command), maxDueChanges);
        if (account.IsBehind)
        {
            return null;
        }

        if (missing is null)
        {
            verdict = repeated is null
                ? command.Decide(account, out missing)
                : Repeat(command, repeated, account, out missing);
            missing ??= account.Unseen;
        }

        if (missing is null)
        {
            return verdict;
        }

        var wanted = missing.After(command.Missing);
        command.Missing = wanted != command.Missing
            ? wanted
            : throw new InvalidOperationException("A decision asks again for what it was given.");
        command.Loaded = null;
        return null;
    }

    /// <summary>
    /// An external id that comes again: the first answer, as long as what it began stands. From now on the new key
    /// means it too.
    /// </summary>
    static Verdict? Repeat(Command command, RecordedOutcome first, Account account, out MissingParts? missing)
    {
        missing = null;
        Decline? decline = null;
        var text = first.Text;
        if (!first.Fits(command.Key!.Fingerprint))
        {
            decline = Declines.ExternalIdTaken;
        }
        else if (command.BeganBy(text) is { } seq)
        {
            var stands = account.Stands(seq);
            if (stands.Missing is not null)
            {
                missing = stands.Missing;
                return null;
            }

            decline = stands.Decline;
        }

        if (decline is null)
        {
            command.Replay(text);
            return new(IsFinal: true, IsOk: true, text) { IsRepeat = true };
        }

        command.Decline(decline);
        return new(IsFinal: true, IsOk: false, OutcomeText.Write<Done>(decline));
    }

    /// <summary>The account as it was loaded, with what the caller names.</summary>
    static AccountState StateOf(Command command) => command.Loaded!.Snapshot!.Account.Knowing(
        command.Loaded.Caller.NamedLots, command.Loaded.Caller.NamedRedemptions);

    Occasion On(Command command) => new(
        command.Loaded!.Snapshot!.Program, Now(), command.By.KeyName, RandomNumberGenerator.GetBytes(RandomBytes))
    {
        Facts = command.Loaded.Caller.Facts.With(command.Lost),
    };

    DateTimeOffset Now() => clock.GetUtcNow().WholeMicroseconds();

    [LoggerMessage(24, LogLevel.Error, "A decision failed")]
    private partial void DecisionFailed(Exception error);
}
