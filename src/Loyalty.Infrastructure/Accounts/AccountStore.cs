using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Load;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>Loads accounts, has decisions made on them, and stores what came of it.</summary>
sealed class AccountStore(
    AccountLoader loader, DecisionMaker decisions, ActiveAccounts active, AccountHistory history) : IAccountStore
{
    public async Task<Outcome<T>> Decide<T>(
        AccountCommand command, Func<Account, Decision<T>> decision, CancellationToken ct)
    {
        var asked = new Command<T>(command, isQuestion: false, decision, ct);
        await Load(asked, ct);
        return await Queue(asked, ct);
    }

    public async Task<Outcome<T>> Ask<T>(
        AccountCommand command, Func<Account, Decision<T>> question, CancellationToken ct)
    {
        var asked = new Command<T>(command, isQuestion: true, question, ct);
        await Load(asked, ct);
        if (asked.Stores)
        {
            return await Queue(asked, ct);
        }

        while (asked.Loaded is null || !decisions.Look(asked))
        {
            await Load(asked, ct);
        }

        return await asked.Answer;
    }

    public async Task<Outcome<T>> AskPast<T>(
        AccountCommand command, DateTimeOffset at, Func<Account, Decision<T>> question, CancellationToken ct)
    {
        var asked = new Command<T>(command, isQuestion: true, question, ct);
        await Load(asked, ct);
        if (asked.Loaded!.Snapshot is not { } snapshot)
        {
            asked.Decline(asked.Loaded.Decline!);
        }
        else
        {
            // All lots are there: nothing can be missing.
            var past = await history.ReadUntil(snapshot.Account.Id, snapshot.Account.Currency, at, ct);
            var account = new Account(past with { Owner = snapshot.Account.Owner });
            if (account.MoveTo(new(snapshot.Program, at, command.By.KeyName, [])) is not null
                || asked.Decide(account, out _) is null)
            {
                throw new InvalidOperationException("A question asks for more than there is.");
            }
        }

        asked.Complete();
        return await asked.Answer;
    }

    async Task Load(Command command, CancellationToken ct)
    {
        using (LoyaltyTelemetry.Source.StartActivity("account load"))
        {
            await loader.Load([command], ct);
        }

        if (command.Loaded!.Snapshot?.Program is { } program && !command.By.Sees(program.Operator, program.Code))
        {
            command.Loaded = LoadResult.No(
                command.Who is NumberedAccount ? Declines.TransactionNotFound : Declines.ProgramNotFound);
        }

        command.TellLoaded();
    }

    /// <summary>
    /// Giving up ends the caller's wait: what the command did, it did, and a retry will hear of it; what was not
    /// decided yet is not done.
    /// </summary>
    async Task<Outcome<T>> Queue<T>(Command<T> command, CancellationToken ct)
    {
        using var span = LoyaltyTelemetry.Source.StartActivity("account queue");
        command.Span = span;
        active.Enqueue(command);
        return await command.Answer.WaitAsync(ct);
    }
}
