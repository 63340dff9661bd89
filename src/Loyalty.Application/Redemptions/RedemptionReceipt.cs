using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Rewards;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;

namespace Loyalty.Application.Redemptions;

/// <summary>A redemption as it stands.</summary>
public sealed record RedemptionReceipt : IReceipt
{
    const string KindOfTransaction = "redemption";

    /// <summary>Of its first transaction, for ever.</summary>
    public required string TransactionId { get; init; }

    public required long Number { get; init; }

    public required string Type { get; init; }

    /// <summary>held, posted, rolled_back, timed_out, partly_cancelled, cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>What was taken, or is set aside; of a hold that took nothing, what was asked for.</summary>
    public required Points Points { get; init; }

    /// <summary>Right before its first entry.</summary>
    public required Points AvailableBefore { get; init; }

    /// <summary>Right after its first entry.</summary>
    public required Points AvailableAfter { get; init; }

    /// <summary>Now.</summary>
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

    /// <summary>The promotion that was used; absent: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PromotionId { get; init; }

    /// <summary>generic, purchase_discount, free_product, voucher or cashback.</summary>
    [Required]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RedemptionType { get; init; }

    /// <summary>The option that was taken; absent: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OptionId { get; init; }

    /// <summary>What it gives; absent: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RewardView? Reward { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OrderRef { get; init; }

    public string? ExternalId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>For people, in the language asked for; said by the answer alone.</summary>
    [Required]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    public static RedemptionReceipt Of(Redemption redemption, AccountState account) =>
        Of(redemption, account, BalanceView.Of(account, account.LastEffectiveAt), account.Lot);

    /// <param name="lot">Finds the lots that gave the points by their ids.</param>
    public static RedemptionReceipt Of(
        Redemption redemption, AccountState account, BalanceView balance, Func<int, Lot?> lot)
    {
        var number = account.Id.Transaction(redemption.Id);
        return new()
        {
            TransactionId = number.ToString(),
            Number = number.Value,
            Type = KindOfTransaction,
            Status = redemption.Status,
            Points = Shown(redemption.Taken),
            AvailableBefore = Shown(redemption.Opening.AvailableBefore),
            AvailableAfter = Shown(redemption.Opening.AvailableAfter),
            Balance = balance,
            Lots = [.. redemption.Slice(Points.Zero, redemption.Taken).Select(taking => new ExpiringPoints(
                Shown(taking.Points), lot(taking.Lot)!.ExpiresAt))],
            HoldExpiresAt = redemption.HoldExpiresAt,
            CommittedPoints = Shown(redemption.Committed),
            CancelledPoints = Shown(redemption.Cancelled),
            Released = Shown(redemption.Released),
            EndedAt = redemption.EndedAt,
            PromotionId = redemption.Promotion,
            RedemptionType = redemption.Reward is null ? null : redemption.Type,
            OptionId = redemption.Reward?.Terms.Option,
            Reward = RewardView.Of(redemption, balance.AsOf, account.Owner),
            OrderRef = redemption.Opening.OrderRef,
            ExternalId = redemption.Opening.ExternalId,
            OccurredAt = redemption.Opening.OccurredAt,
        };

        Points Shown(Points points) => points.ToScale(account.Currency.Scale);
    }
}
