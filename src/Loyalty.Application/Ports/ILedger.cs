using Loyalty.Application.Ledger;
using Loyalty.Application.Redemptions;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Tiers;

namespace Loyalty.Application.Ports;

/// <summary>Reads entries as transactions.</summary>
public interface ILedger
{
    /// <summary>
    /// An account's stored transactions, newest first: those with a seq below <paramref name="before"/>, at most
    /// <paramref name="take"/>.
    /// </summary>
    Task<IReadOnlyList<TransactionView>> Transactions(
        AccountId account, TransactionFilter filter, int before, int take, CancellationToken ct);

    /// <summary>
    /// An account's redemptions as they stand now, newest first: those with an id below <paramref name="before"/>.
    /// </summary>
    /// <returns>With the lots that gave the points.</returns>
    Task<(IReadOnlyList<Redemption> Redemptions, IReadOnlyCollection<Lot> Lots)> Redemptions(
        AccountId account, RedemptionFilter filter, int before, int take, CancellationToken ct);

    /// <summary>What did expire in a span of time, both ends included, up to an entry.</summary>
    Task<IReadOnlyList<Expiration>> Expired(
        AccountId account, DateTimeOffset first, DateTimeOffset last, int upToSeq, CancellationToken ct);

    /// <summary>What an account had earned after each entry that changed it, up to an entry.</summary>
    Task<EarnedHistory> Earned(AccountId account, int upToSeq, CancellationToken ct);

    /// <summary>
    /// A program's transactions that callers gave an id of their own, newest first, with whose they are.
    /// </summary>
    /// <param name="after">Number of the last one that was shown before; null: from the start.</param>
    /// <param name="program">Null: of all programs that the caller sees.</param>
    Task<IReadOnlyList<TransactionView>> ByOwnId(
        string? program, Caller caller, OwnIdFilter filter, string? after, int take, CancellationToken ct);

    /// <summary>
    /// An account's stored transactions, oldest first: those with a seq above <paramref name="after"/>, and not above
    /// <paramref name="last"/>.
    /// </summary>
    Task<IReadOnlyList<StatementRow>> Statement(
        AccountId account, int after, int last, int take, CancellationToken ct);

    /// <summary>The transaction that committed the temporary one; null: none did.</summary>
    Task<TransactionNumber?> CommitOf(TransactionNumber temporary, CancellationToken ct);

    /// <summary>Null when there is no such entry.</summary>
    Task<TransactionView?> Find(TransactionNumber number, CancellationToken ct);
}
