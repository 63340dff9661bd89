using Loyalty.Api.Refusals;
using Loyalty.Application.Accounts;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Api.Redemptions;

/// <summary>A redemption as it stands.</summary>
public sealed record RedemptionAnswer
{
    /// <summary>Of its first transaction, for ever.</summary>
    public required string TransactionId { get; init; }

    public required long Number { get; init; }

    public required string Type { get; init; }

    /// <summary>held, posted, rolled_back, timed_out, partly_cancelled, cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>What was taken, or is set aside; of a hold that took nothing, what was asked for.</summary>
    public required Points Points { get; init; }

    /// <summary>Right before the redemption.</summary>
    public required Points AvailableBefore { get; init; }

    /// <summary>Right after it was taken or set aside.</summary>
    public required Points AvailableAfter { get; init; }

    public required BalanceView Balance { get; init; }

    /// <summary>Which lots gave how much, in the order of taking: soonest expiring first.</summary>
    public required IReadOnlyList<ExpiringPoints> Lots { get; init; }

    /// <summary>From then on a hold can't be ended any more; null for a redemption at once.</summary>
    public DateTimeOffset? HoldExpiresAt { get; init; }

    /// <summary>Taken for good; what was cancelled later is not subtracted.</summary>
    public Points? CommittedPoints { get; init; }

    /// <summary>Given back by cancellations.</summary>
    public Points? CancelledPoints { get; init; }

    /// <summary>Given back by the end of the hold.</summary>
    public Points? Released { get; init; }

    /// <summary>When the hold ended; null while it is open, and for a redemption at once.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string? ExternalId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>For people, in the language asked for.</summary>
    public required string Message { get; init; }

    internal static RedemptionAnswer Of(RedemptionReceipt receipt, HttpContext context) => new()
    {
        TransactionId = receipt.TransactionId,
        Number = receipt.Number,
        Type = receipt.Type,
        Status = receipt.Status,
        Points = receipt.Points,
        AvailableBefore = receipt.AvailableBefore,
        AvailableAfter = receipt.AvailableAfter,
        Balance = receipt.Balance,
        Lots = receipt.Lots,
        HoldExpiresAt = receipt.HoldExpiresAt,
        CommittedPoints = receipt.CommittedPoints,
        CancelledPoints = receipt.CancelledPoints,
        Released = receipt.Released,
        EndedAt = receipt.EndedAt,
        ExternalId = receipt.ExternalId,
        OccurredAt = receipt.OccurredAt,
        Message = Messages.For(context).Redemption(receipt.Status, receipt.Points),
    };
}
