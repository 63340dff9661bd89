using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Load;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>Answers questions that leave nothing behind.</summary>
sealed class AccountReader(AccountLoader loader, DecisionMaker decisions)
{
    public async Task<Result<T>> Ask<T>(
        AccountReference who, Func<Account, Occasion, Result<T>> question, CancellationToken ct)
    {
        var work = new Command<T>(who, "", key: null, isQuestion: true, question);
        await Look(work, ct);
        return (await work.Answer).Result;
    }

    /// <summary>
    /// Decides the question on the account as loaded, again with more of it when that was not enough.
    /// </summary>
    public async Task Look(Command work, CancellationToken ct)
    {
        while (work.Loaded is null || !decisions.Look(work))
        {
            await loader.Load([work], ct);
        }
    }
}
