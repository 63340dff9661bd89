using System.Diagnostics;
using Loyalty.Application;
using Loyalty.Application.Ledger;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>One caller's decision on its way through the store.</summary>
/// <param name="givenUp">Says that nobody waits for the answer any more.</param>
abstract class Command(AccountCommand asked, bool isQuestion, CancellationToken givenUp)
{
    /// <summary>How long a command may be decided again before the caller is told to come back later.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly long started = Stopwatch.GetTimestamp();
    int tries;

    public AccountReference Who { get; } = asked.Who;

    public Caller By { get; } = asked.By;

    public IdempotencyKey? Key { get; } = asked.Key;

    /// <summary>Id of the caller's key, until a load has confirmed that it is valid.</summary>
    public string? KeyToConfirm => HasConfirmedKey ? null : asked.KeyToConfirm;

    public bool HasConfirmedKey { get; set; }

    /// <summary>Tells the caller's side what the load found.</summary>
    public void TellLoaded() => asked.OnLoaded?.Invoke(
        new(Loaded?.Snapshot?.Program.Code, Loaded?.Snapshot?.OwnerLanguage, HasConfirmedKey));

    /// <summary>Where its caller waits for it.</summary>
    public Activity? Span { get; set; }

    /// <summary>A question's changes are thrown away; its answer is recorded when there is a key.</summary>
    public bool IsQuestion { get; } = isQuestion;

    /// <summary>There is no account, and none can be opened: a question is answered, and leaves nothing.</summary>
    public bool HasNowhereToStore { get; set; }

    /// <summary>False for a look that leaves nothing behind.</summary>
    public bool Stores => !IsQuestion || (Key is not null && !HasNowhereToStore);

    /// <summary>What the account said when it was last read for this caller; null: read again.</summary>
    public LoadResult? Loaded { get; set; }

    /// <summary>
    /// The next load looks for what is recorded under the key: a commit has found that something is, or an answer is
    /// about to be given that stores nothing.
    /// </summary>
    public bool SeeksKey { get; set; }

    /// <summary>What an earlier decision found missing, or what the first is expected to.</summary>
    public MissingParts? Missing { get; set; } = asked.Who.Expects;

    /// <summary>How much of the account's lots it is loaded with.</summary>
    public LotDepth Depth => Missing?.Depth ?? LotDepth.Few;

    /// <summary>Facts that commits of earlier decisions lost to somebody else: the next decision gets them.</summary>
    public Facts Lost { get; set; } = Facts.None;

    /// <summary>Its caller is gone: what is not decided yet need not be.</summary>
    public bool IsGivenUp => givenUp.IsCancellationRequested;

    /// <summary>It was tried in vain, and that for too long; what only takes long is not late.</summary>
    public bool IsLate => tries > 0 && Stopwatch.GetElapsedTime(started) > Patience;

    public void TriedInVain() => tries++;

    /// <summary>Runs the decision on an account that it may change; the result waits until it is durable.</summary>
    /// <returns>Null when the decision found something missing.</returns>
    public abstract Verdict? Decide(Account account, out MissingParts? missing);

    /// <summary>Seq of the first entry of what a recorded outcome tells; null when it began nothing.</summary>
    public abstract int? BeganBy(string outcome);

    /// <summary>Takes a recorded outcome, or that of an earlier caller of the same chain, as this caller's.</summary>
    public abstract void Replay(string outcome);

    public abstract void Decline(Decline decline);

    /// <summary>Tells the caller what the last decision or replay came to.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception error);
}

/// <summary>What a decision came to, as far as the store needs to know.</summary>
/// <param name="IsFinal">False when it is not to be recorded, and its changes do not count.</param>
/// <param name="IsOk">False for a decline.</param>
/// <param name="Text">The outcome to be recorded; null without a key to record it under.</param>
sealed record Verdict(bool IsFinal, bool IsOk, string? Text)
{
    /// <summary>It is what an external id was answered before: that stays as it is.</summary>
    public bool IsRepeat { get; init; }
}

sealed class Command<T>(
    AccountCommand asked, bool isQuestion, Func<Account, Decision<T>> decision, CancellationToken givenUp)
    : Command(asked, isQuestion, givenUp)
{
    readonly TaskCompletionSource<Outcome<T>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Result<T>? result;
    bool isReplayed;

    public Task<Outcome<T>> Answer => answer.Task;

    public override Verdict? Decide(Account account, out MissingParts? missing)
    {
        var made = decision(account);
        missing = made.Missing;
        if (missing is not null)
        {
            return null;
        }

        (result, isReplayed) = (made.Result, false);
        var isFinal = result.IsOk || result.Decline!.IsRecorded;
        return new(isFinal, result.IsOk, isFinal && Key is not null ? OutcomeText.Write(result) : null);
    }

    public override int? BeganBy(string outcome) =>
        OutcomeText.Read<T>(outcome) is { IsOk: true, Value: IReceipt receipt }
            && TransactionNumber.TryParse(receipt.TransactionId, out var number) ? number.Seq : null;

    public override void Replay(string outcome) => (result, isReplayed) = (OutcomeText.Read<T>(outcome), true);

    public override void Decline(Decline decline) => (result, isReplayed) = (decline, false);

    public override void Complete() => answer.TrySetResult(new(result!)
    {
        IsReplayed = isReplayed,
    });

    public override void Fail(Exception error) => answer.TrySetException(error);
}
