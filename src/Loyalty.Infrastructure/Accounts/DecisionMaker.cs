using System.Security.Cryptography;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Logging;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>
/// Runs decisions on loaded accounts: one alone for a question, or several in order, each on the account as the one
/// before left it.
/// </summary>
sealed partial class DecisionMaker(TimeProvider clock, ILogger<DecisionMaker> logger)
{
    const int SaltBytes = 16;

    /// <summary>Answers a question that is not to be recorded; false when it has to be loaded again.</summary>
    public bool Look(Command work)
    {
        if (work.Loaded!.Decline is { } decline)
        {
            work.Decline(decline);
        }
        else
        {
            var account = new Account(work.Loaded.Account!);
            work.Decide(account, On(work));
            if (Needs(work, account))
            {
                return false;
            }
        }

        work.Complete();
        return true;
    }

    /// <summary>Decides the commands in order. Those that need more of the account are left for later, alone.</summary>
    public Chain Decide(IReadOnlyList<Command> commands)
    {
        var account = new Account(
            commands.Select(work => work.Loaded!.Account!).Aggregate((all, one) => all.Knowing(one)));
        var decided = new Chain(account, commands[0].Loaded!.Program!.Code, clock.GetUtcNow());
        foreach (var work in commands)
        {
            try
            {
                Decide(work, decided);
            }
            catch (Exception error)
            {
                // A bug in one caller's decision is that caller's alone: the chain goes on without it.
                DecisionFailed(error);
                work.Fail(error);
            }
        }

        return decided;
    }

    void Decide(Command work, Chain decided)
    {
        if (TakeRecorded(work, decided))
        {
            return;
        }

        var fork = decided.Account.Fork();
        var verdict = work.Decide(fork, On(work));
        if (Needs(work, fork))
        {
            decided.Again.Add(work);
            return;
        }

        fork.AssertConserved();
        decided.Add(work, verdict, work.IsQuestion || !verdict.IsFinal ? null : fork);
    }

    /// <summary>
    /// The idempotency key is looked at first, then the external id; an outcome counts whether it is stored or was
    /// decided earlier in this chain.
    /// </summary>
    static bool TakeRecorded(Command work, Chain decided)
    {
        if (work.Key is not { } key)
        {
            return false;
        }

        if ((work.Loaded!.ByKey ?? decided.ByKey(work)) is { } byKey)
        {
            if (byKey.Fits(key.Fingerprint))
            {
                work.Replay(byKey.Outcome);
            }
            else
            {
                work.Decline(Declines.IdempotencyKeyReused);
            }

            decided.Done(work);
            return true;
        }

        if ((work.Loaded.ByExternalId ?? decided.ByExternalId(work)) is not { } byExternalId)
        {
            return false;
        }

        if (byExternalId.Fits(key.Fingerprint))
        {
            work.Replay(byExternalId.Outcome);
            decided.AddRepeat(work, byExternalId.Outcome);
            return true;
        }

        work.Decline(Declines.ExternalIdTaken);
        decided.Add(work, new(IsFinal: true, IsOk: false, OutcomeText.Write<Done>(Declines.ExternalIdTaken)), null);
        return true;
    }

    /// <summary>
    /// True when the decision came out incomplete: the work is to be loaded again with what it needs.
    /// </summary>
    static bool Needs(Command work, Account account)
    {
        if (account.MissingParts is not { } lacking)
        {
            return false;
        }

        var asked = work.MissingParts ?? new(AllLots: false, UsageAt: null);
        var wanted = new MissingParts(asked.AllLots || lacking.AllLots, lacking.UsageAt ?? asked.UsageAt);
        if (wanted == work.MissingParts)
        {
            throw new InvalidOperationException("A decision asks again for what it was given.");
        }

        work.MissingParts = wanted;
        work.Loaded = null;
        return true;
    }

    Occasion On(Command work)
    {
        var now = clock.GetUtcNow();
        return new(work.Loaded!.Program!, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)), work.PerformedBy,
            RandomNumberGenerator.GetBytes(SaltBytes));
    }

    [LoggerMessage(24, LogLevel.Error, "A decision failed")]
    private partial void DecisionFailed(Exception error);
}
