using System.Text.Json.Serialization;
using Loyalty.Application.Accounts;
using Loyalty.Application.Json;
using Loyalty.Application.Ledger;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;

namespace Loyalty.Application.Accruals;

/// <summary>An accrual as it stands.</summary>
public sealed record AccrualReceipt : IReceipt
{
    public required string TransactionId { get; init; }

    public required long Number { get; init; }

    public required string Type { get; init; }

    /// <summary>
    /// posted; pending while the points are not spendable yet; rolled_back, timed_out; partly_cancelled, cancelled.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>
    /// What was added; of a temporary accrual that came to nothing, what was asked for; negative where an adjustment
    /// took points.
    /// </summary>
    [JsonConverter(typeof(SignedPointsConverter))]
    public required Points Points { get; init; }

    public required BalanceView Balance { get; init; }

    /// <summary>Null where points were taken.</summary>
    public required LotView? Lot { get; init; }

    /// <summary>When a temporary accrual times out.</summary>
    public DateTimeOffset? PendingUntil { get; init; }

    /// <summary>Points of a temporary accrual that its commit did not take, or its rollback dropped.</summary>
    public Points? Released { get; init; }

    /// <summary>The promotion that they were earned by; absent: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PromotionId { get; init; }

    public string? ExternalId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public static AccrualReceipt Of(Accrual accrual, AccountState account)
    {
        var lot = accrual.Lot;
        var number = account.Id.Transaction(lot.Id);
        var points = lot.PostedAt is null ? lot.Points : lot.Points - lot.Released;
        return new()
        {
            TransactionId = number.ToString(),
            Number = number.Value,
            Type = accrual.Kind,
            Status = lot.Pending ? AccrualStatus.Pending : lot.Status,
            Points = Shown(points),
            Balance = BalanceView.Of(account, account.LastEffectiveAt),
            Lot = new(Shown(points), lot.AvailableAt, lot.ExpiresAt),
            PendingUntil = lot.PendingUntil,
            Released = Shown(lot.Released),
            PromotionId = accrual.Promotion,
            ExternalId = accrual.ExternalId,
            OccurredAt = accrual.OccurredAt,
        };

        Points Shown(Points points) => points.ToScale(account.Currency.Scale);
    }
}

/// <summary>The lot that an accrual made.</summary>
public sealed record LotView(Points Points, DateTimeOffset AvailableAt, DateTimeOffset? ExpiresAt);
