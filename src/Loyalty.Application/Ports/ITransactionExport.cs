using Loyalty.Application.Ledger;

namespace Loyalty.Application.Ports;

/// <summary>All transactions of a program, for whoever keeps books elsewhere.</summary>
public interface ITransactionExport
{
    /// <summary>
    /// What was recorded in [first, until), oldest first: one snapshot, taken once no further entry can fall into the
    /// span. Consecutive spans together contain every transaction exactly once.
    /// </summary>
    /// <param name="first">Null: from the beginning.</param>
    /// <exception cref="StoreUnavailableException">The database is away, what began before <paramref name="until"/>
    /// does not end, or too many exports are under way.</exception>
    IAsyncEnumerable<TransactionView> Read(
        string program, DateTimeOffset? first, DateTimeOffset until, CancellationToken ct);
}
