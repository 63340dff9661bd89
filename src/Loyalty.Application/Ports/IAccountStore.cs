using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Ports;

/// <summary>Which account.</summary>
/// <param name="ExternalId">The caller's own id of the command, if it has one: the same id is answered the same
/// again.</param>
public abstract record AccountReference(ExternalReference? ExternalId)
{
    /// <summary>
    /// What the decision will want to know beside the account, which is loaded with it at once; null: nothing.
    /// </summary>
    public MissingParts? Expects { get; init; }
}

/// <summary>
/// Whose points, in which currency of which program; without a currency code the program's default one.
/// </summary>
public sealed record MemberAccount(
    string Program, string? PointsCurrency, MemberReference Member, ExternalReference? ExternalId = null)
    : AccountReference(ExternalId);

/// <summary>The account that a transaction belongs to; one that the caller may not see is not found.</summary>
/// <param name="Seq">The transaction that the decision is about; null: the account alone matters.</param>
public sealed record NumberedAccount(AccountId Account, int? Seq) : AccountReference((ExternalReference?)null)
{
    public static NumberedAccount Of(TransactionNumber number) => new(number.Account, number.Seq);
}

/// <summary>A caller's own id is unique per account and family of commands, for ever.</summary>
public sealed record ExternalReference(string Family, string Id)
{
    public const string Accruals = "accrual";
    public const string Redemptions = "redemption";
    public const string Adjustments = "adjustment";

    public static readonly IReadOnlyList<string> Families = [Accruals, Redemptions, Adjustments];

    /// <summary>Null without an id.</summary>
    public static ExternalReference? Of(string family, string? id) => id is null ? null : new(family, id);
}

/// <summary>What somebody asks of an account: which one, who asks, and what the outcome is recorded under.</summary>
/// <param name="By">Its key's name stands on the entries; an account that is named by its number is found only when the
/// caller sees its program.</param>
public sealed record AccountCommand(AccountReference Who, Caller By)
{
    /// <summary>Null: the outcome is not recorded.</summary>
    public IdempotencyKey? Key { get; init; }

    /// <summary>
    /// Id of an API key that was accepted from memory: the load confirms it against the database, and refuses the
    /// command when it is valid no longer. Null: the caller is confirmed already.
    /// </summary>
    public string? KeyToConfirm { get; init; }

    /// <summary>Hears what a load found, also when the command fails later.</summary>
    public Action<LoadFacts>? OnLoaded { get; init; }
}

/// <summary>What a load tells that is not the decision's.</summary>
/// <param name="Program">Code of the account's program; null when no account was found.</param>
/// <param name="OwnerLanguage">The owner's language, if one is set.</param>
/// <param name="HasConfirmedKey">The key to confirm, if there was one, is valid.</param>
public readonly record struct LoadFacts(string? Program, string? OwnerLanguage, bool HasConfirmedKey);

/// <summary>What a command or a question came to.</summary>
public sealed record Outcome<T>(Result<T> Result)
{
    /// <summary>True when the result is a recorded one.</summary>
    public bool IsReplayed { get; init; }

}

/// <summary>
/// Loads an account, lets a pure decision run on it, and stores what came of it. Commands on one account are decided in
/// order, in this process and in others; an answer is given only when it is durable. Before a decision the account is
/// moved to its occasion: what time alone has changed is there already.
/// </summary>
public interface IAccountStore
{
    /// <summary>
    /// Runs a decision and stores its entries together with its outcome under the command's key. The decision has no
    /// effects and may be called again on a fresh account.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database is away, or the deadline passed: nothing is
    /// recorded.</exception>
    Task<Outcome<T>> Decide<T>(AccountCommand command, Func<Account, Decision<T>> decision, CancellationToken ct);

    /// <summary>
    /// Runs a question on the account as of now; whatever it changes is thrown away. With a key the answer is recorded
    /// like any other.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database is away, or the deadline passed.</exception>
    Task<Outcome<T>> Ask<T>(AccountCommand command, Func<Account, Decision<T>> question, CancellationToken ct);

    /// <summary>
    /// Runs a question on the account as it was at a past time, what was due by then included.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    Task<Outcome<T>> AskPast<T>(
        AccountCommand command, DateTimeOffset at, Func<Account, Decision<T>> question, CancellationToken ct);
}

/// <summary>The database can't be reached or does not answer in time; the caller may try again.</summary>
public class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>One account could not be changed in time, while others can.</summary>
public sealed class AccountBusyException() : StoreUnavailableException("The account could not be changed in time.");
