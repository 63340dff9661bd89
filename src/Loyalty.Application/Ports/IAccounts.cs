using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;

namespace Loyalty.Application.Ports;

/// <summary>
/// The accounts as the handler of one request sees them: the request's caller acts, and its idempotency key is what
/// outcomes are recorded under.
/// </summary>
public interface IAccounts
{
    /// <summary>Decides, and stores what came of it with the command's outcome.</summary>
    /// <param name="command">What the request's key stands for from now on: its content tells a repeat from another
    /// command.</param>
    Task<Result<T>> Decide<T>(
        IIdempotent command, AccountReference who, Func<Account, Decision<T>> decision, CancellationToken ct);

    /// <summary>Asks something whose answer is recorded like a decision's when the request has a key.</summary>
    Task<Result<T>> AskOnce<T>(
        IIdempotent command, AccountReference who, Func<Account, Decision<T>> question, CancellationToken ct);

    /// <summary>Asks something; nothing is left behind.</summary>
    Task<Result<T>> Ask<T>(AccountReference who, Func<Account, Decision<T>> question, CancellationToken ct);

    /// <summary>The same of the account as it was at a past time.</summary>
    Task<Result<T>> AskPast<T>(
        AccountReference who, DateTimeOffset at, Func<Account, Decision<T>> question, CancellationToken ct);
}
