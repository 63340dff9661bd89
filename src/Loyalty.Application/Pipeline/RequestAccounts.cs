using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;

namespace Loyalty.Application.Pipeline;

/// <summary>Gives the account store the request's caller and key, and notes what the answer needs to know.</summary>
sealed class RequestAccounts(IAccountStore store, RequestContext request, AnswerFacts answer) : IAccounts
{
    public async Task<Result<T>> Decide<T>(
        IIdempotent command, AccountReference who, Func<Account, Decision<T>> decision, CancellationToken ct) =>
        Note(await store.Decide(Of(who, IdempotencyKey.Of(request, command)), decision, ct));

    public async Task<Result<T>> AskOnce<T>(
        IIdempotent command, AccountReference who, Func<Account, Decision<T>> question, CancellationToken ct) =>
        Note(await store.Ask(Of(who, IdempotencyKey.Of(request, command)), question, ct));

    public async Task<Result<T>> Ask<T>(
        AccountReference who, Func<Account, Decision<T>> question, CancellationToken ct) =>
        Note(await store.Ask(Of(who, key: null), question, ct));

    public async Task<Result<T>> AskPast<T>(
        AccountReference who, DateTimeOffset at, Func<Account, Decision<T>> question, CancellationToken ct) =>
        Note(await store.AskPast(Of(who, key: null), at, question, ct));

    AccountCommand Of(AccountReference who, IdempotencyKey? key) => new(who, request.Caller)
    {
        Key = key,
        KeyToConfirm = answer.HasConfirmedKey ? null : request.KeyToConfirm,
        OnLoaded = Note,
    };

    void Note(LoadFacts facts)
    {
        answer.HasConfirmedKey |= facts.HasConfirmedKey;
        answer.Program ??= facts.Program;
        answer.OwnerLanguage ??= facts.OwnerLanguage;
    }

    Result<T> Note<T>(Outcome<T> outcome)
    {
        answer.IsReplayed |= outcome.IsReplayed;
        return outcome.Result;
    }
}
