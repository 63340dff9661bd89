namespace Loyalty.Application.Ledger;

/// <summary>
/// Which transactions to show; absent members filter nothing. Times filter occurred_at in [From, To).
/// </summary>
public sealed record TransactionFilter(
    string? Type, string? Status, string? ExternalId, DateTimeOffset? From, DateTimeOffset? To)
{
    public bool Shows(TransactionView transaction) =>
        (Type is null || transaction.Type == Type)
        && (Status is null || transaction.Status == Status)
        && (ExternalId is null || transaction.ExternalId == ExternalId)
        && (From is null || transaction.OccurredAt >= From)
        && (To is null || transaction.OccurredAt < To);
}
