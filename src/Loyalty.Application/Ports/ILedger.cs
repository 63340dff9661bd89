using Loyalty.Application.Accounts;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;

namespace Loyalty.Application.Ports;

/// <summary>Reads entries as transactions.</summary>
public interface ILedger
{
    /// <summary>A page of an account's transactions, newest first; an account without any has an empty page.</summary>
    Task<Result<Page<TransactionView>>> Page(
        AccountReference who, TransactionFilter filter, PageRequest page, CancellationToken ct);

    /// <summary>Null when there is no such entry.</summary>
    Task<FoundTransaction?> Find(TransactionNumber number, CancellationToken ct);
}

/// <summary>A transaction, and whose it is: that decides whether the caller may see it.</summary>
public sealed record FoundTransaction(TransactionView Transaction, string Operator, string Program);

/// <summary>
/// Which transactions to show; absent members filter nothing. Times filter occurred_at in [From, To).
/// </summary>
public sealed record TransactionFilter(
    string? Type, string? Status, string? ExternalId, DateTimeOffset? From, DateTimeOffset? To);
