namespace Loyalty.Application.Ledger;

/// <summary>What a command answers that began something: an accrual, a redemption, an adjustment.</summary>
public interface IReceipt
{
    /// <summary>Id of its first entry, which is its own for ever.</summary>
    string TransactionId { get; }
}
