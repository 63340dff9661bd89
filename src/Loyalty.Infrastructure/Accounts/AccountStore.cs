using Loyalty.Application;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Load;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>The account store as one request sees it: with its caller and its idempotency key.</summary>
sealed class AccountStore(
    AccountLoader loader, AccountReader reader, ActiveAccounts queues, AccountHistory history, RequestScope scope)
    : IAccountStore
{
    public async Task<Result<T>> Decide<T>(
        AccountReference who, Func<Account, Occasion, Result<T>> decision, CancellationToken ct)
    {
        var work = new Command<T>(who, scope.Caller.KeyName, scope.Idempotency, isQuestion: false, decision)
        {
            KeyToConfirm = scope.KeyToConfirm,
        };
        await Load(work, ct);
        return await Queue(work, ct);
    }

    public async Task<Result<T>> Ask<T>(
        AccountReference who, Func<Account, Occasion, Result<T>> question, CancellationToken ct)
    {
        var work = new Command<T>(who, scope.Caller.KeyName, scope.Idempotency, isQuestion: true, question)
        {
            KeyToConfirm = scope.KeyToConfirm,
        };
        await Load(work, ct);
        if (work.Stores)
        {
            return await Queue(work, ct);
        }

        await reader.Look(work, ct);
        return await Answer(work, ct);
    }

    public async Task<Result<T>> AskPast<T>(
        AccountReference who, DateTimeOffset at, Func<Account, Occasion, Result<T>> question, CancellationToken ct)
    {
        var work = new Command<T>(who, scope.Caller.KeyName, key: null, isQuestion: true, question)
        {
            KeyToConfirm = scope.KeyToConfirm,
        };
        await Load(work, ct);
        if (work.Loaded is not { Account: { } account, Program: { } program })
        {
            return work.Loaded!.Decline!;
        }

        var past = await history.ReadUntil(account.Id, account.Currency, at, ct);
        return question(new(past with { OwnerStatus = account.OwnerStatus }), new(program, at, work.PerformedBy, []));
    }

    async Task Load(Command work, CancellationToken ct)
    {
        using (LoyaltyTelemetry.Source.StartActivity("account load"))
        {
            await loader.Load([work], ct);
        }

        scope.KeyToConfirm = work.KeyToConfirm;
        if (work.Who is NumberedAccount && work.Loaded!.Program is { } program)
        {
            if (!scope.Caller.Sees(program.Operator, program.Code))
            {
                work.Loaded = Loaded.No(Declines.TransactionNotFound);
                return;
            }

            scope.Program = program.Code;
        }

        scope.MemberLanguage = work.Loaded!.MemberLanguage;
    }

    async Task<Result<T>> Queue<T>(Command<T> work, CancellationToken ct)
    {
        using var span = LoyaltyTelemetry.Source.StartActivity("account queue");
        work.Span = span;
        queues.Enqueue(work);
        return await Answer(work, ct);
    }

    /// <summary>
    /// Giving up ends the caller's wait alone: what the command did, it did, and a retry will hear of it.
    /// </summary>
    async Task<Result<T>> Answer<T>(Command<T> work, CancellationToken ct)
    {
        var (result, isReplay) = await work.Answer.WaitAsync(ct);
        scope.IsReplay = isReplay;
        return result;
    }
}
