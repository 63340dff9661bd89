using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;

namespace Loyalty.Application.Ports;

/// <summary>Codes that redemptions gave.</summary>
public interface ICoupons
{
    /// <summary>The redemption that gave a code of the program; null: none did.</summary>
    Task<TransactionNumber?> Find(string program, string code, CancellationToken ct);

    /// <summary>
    /// An account's redemptions that gave codes, newest first: those with an id below <paramref name="before"/>, as
    /// they stand at a time.
    /// </summary>
    /// <param name="status">Of the coupon; null: any.</param>
    Task<IReadOnlyList<Redemption>> Of(
        AccountState account, string? status, DateTimeOffset now, int before, int take, CancellationToken ct);
}
