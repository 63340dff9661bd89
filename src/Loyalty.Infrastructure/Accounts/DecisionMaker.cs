using System.Security.Cryptography;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
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

    /// <summary>Answers a question that is not to be recorded; false when it has to be loaded again.</summary>
    public bool Look(Command command)
    {
        if (command.Loaded!.Decline is { } decline)
        {
            command.Decline(decline);
        }
        else if (Run(command, new Account(StateOf(command))) is null)
        {
            return false;
        }

        command.Complete();
        return true;
    }

    /// <summary>Decides the commands in order. Those that need to know more are left for later, alone.</summary>
    public Chain Decide(IReadOnlyList<Command> commands)
    {
        var state = commands.Skip(1).Aggregate(StateOf(commands[0]), (known, command) => known.Knowing(
            command.Loaded!.Caller.NamedLots, command.Loaded.Caller.NamedRedemptions));
        var chain = new Chain(new Account(state), commands[0].Loaded!.Snapshot!.Program.Code, clock.GetUtcNow());
        foreach (var command in commands)
        {
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

        return chain;
    }

    void Decide(Command command, Chain chain)
    {
        if (TakeRecorded(command, chain))
        {
            return;
        }

        var fork = chain.Account.Fork();
        if (Run(command, fork) is not { } verdict)
        {
            chain.Again.Add(command);
            return;
        }

        fork.AssertConserved();
        chain.Add(command, verdict, command.IsQuestion || !verdict.IsFinal ? null : fork);
    }

    /// <summary>
    /// The idempotency key is looked at first, then the external id; an outcome counts whether it is stored or was
    /// decided earlier in this chain.
    /// </summary>
    static bool TakeRecorded(Command command, Chain chain)
    {
        if (command.Key is not { } key)
        {
            return false;
        }

        var loaded = command.Loaded!.Caller;
        if ((loaded.ByKey ?? chain.ByKey(command)) is { } byKey)
        {
            if (byKey.Fits(key.Fingerprint))
            {
                command.Replay(byKey.Text);
            }
            else
            {
                command.Decline(Declines.IdempotencyKeyReused);
            }

            chain.Done(command);
            return true;
        }

        if ((loaded.ByExternalId ?? chain.ByExternalId(command)) is not { } byExternalId)
        {
            return false;
        }

        if (byExternalId.Fits(key.Fingerprint))
        {
            command.Replay(byExternalId.Text);
            chain.AddRepeat(command, byExternalId.Text);
            return true;
        }

        command.Decline(Declines.ExternalIdTaken);
        chain.Add(command, new(IsFinal: true, IsOk: false, OutcomeText.Write<Done>(Declines.ExternalIdTaken)), null);
        return true;
    }

    /// <summary>
    /// Moves the account to the occasion and runs the decision. Null when something was missing: the command is to be
    /// loaded again with it.
    /// </summary>
    Verdict? Run(Command command, Account account)
    {
        Verdict? verdict = null;
        var missing = account.MoveTo(On(command));
        if (missing is null)
        {
            verdict = command.Decide(account, out missing);
            missing ??= account.Unseen;
        }

        if (missing is null)
        {
            return verdict;
        }

        var wanted = missing.And(command.Missing);
        command.Missing = wanted != command.Missing
            ? wanted
            : throw new InvalidOperationException("A decision asks again for what it was given.");
        command.Loaded = null;
        return null;
    }

    /// <summary>The account as it was loaded, with what the caller names.</summary>
    static AccountState StateOf(Command command) => command.Loaded!.Snapshot!.Account.Knowing(
        command.Loaded.Caller.NamedLots, command.Loaded.Caller.NamedRedemptions);

    Occasion On(Command command)
    {
        var now = clock.GetUtcNow();
        return new(command.Loaded!.Snapshot!.Program, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)),
            command.By.KeyName, RandomNumberGenerator.GetBytes(RandomBytes))
        {
            Facts = command.Loaded.Caller.Facts.With(command.Lost),
        };
    }

    [LoggerMessage(24, LogLevel.Error, "A decision failed")]
    private partial void DecisionFailed(Exception error);
}
