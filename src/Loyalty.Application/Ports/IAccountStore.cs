using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Ports;

/// <summary>Which account.</summary>
/// <param name="ExternalId">The caller's own id of the command, if it has one: the same id is answered the same
/// again.</param>
public abstract record AccountReference(ExternalReference? ExternalId);

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

    /// <summary>Null without an id.</summary>
    public static ExternalReference? Of(string family, string? id) => id is null ? null : new(family, id);
}

/// <summary>
/// Loads an account, lets a pure decision run on it, and stores what came of it. Commands on one account are decided
/// in order, in this process and in others; an answer is given only when it is durable.
/// </summary>
public interface IAccountStore
{
    /// <summary>
    /// Runs a decision and stores its entries together with its outcome under the request's idempotency key. The
    /// decision has no effects and may be called again on a fresh account.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database is away, or the deadline passed: nothing is
    /// recorded.</exception>
    Task<Result<T>> Decide<T>(AccountReference who, Func<Account, Occasion, Result<T>> decision, CancellationToken ct);

    /// <summary>
    /// Runs a question on the account as of now; whatever it changes is thrown away. With an idempotency key the answer
    /// is recorded like any other.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database is away, or the deadline passed.</exception>
    Task<Result<T>> Ask<T>(AccountReference who, Func<Account, Occasion, Result<T>> question, CancellationToken ct);

    /// <summary>
    /// Runs a question on the account as it was at a past time, what was due by then included.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    Task<Result<T>> AskPast<T>(
        AccountReference who, DateTimeOffset at, Func<Account, Occasion, Result<T>> question, CancellationToken ct);
}

/// <summary>The database can't be reached or does not answer in time; the caller may try again.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
