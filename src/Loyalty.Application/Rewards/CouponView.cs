using System.Text.Json.Serialization;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Rewards;

/// <summary>A code that a redemption gave, as it stands now.</summary>
public sealed record CouponView
{
    public required string Code { get; init; }

    /// <summary>The number of its redemption.</summary>
    public required long Number { get; init; }

    /// <summary>What it gives: generic, purchase_discount, free_product, voucher or cashback.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// active; held, set aside for a shop; used; expired, its last day is over; void, its points went back, or its
    /// member was erased and nobody else may use it.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>Absent: it is not counted in money.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Value { get; init; }

    /// <summary>A share of a purchase, in percent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Factor? Percent { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OptionId { get; init; }

    /// <summary>Whose points it was got for.</summary>
    public required string MemberId { get; init; }

    /// <summary>Whether another member may use it.</summary>
    public required bool Transferable { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The last second of its last day; null: it has no end.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>The member who used it, where that was said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UsedBy { get; init; }

    /// <summary>Your own id of what it was used for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OrderId { get; init; }

    /// <summary>Until then it is set aside for a shop.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Why a use was taken back last.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UnuseReason { get; init; }

    public required string RedemptionId { get; init; }

    /// <param name="redemption">One that gave a code.</param>
    public static CouponView Of(Redemption redemption, AccountState account, DateTimeOffset now)
    {
        var number = account.Id.Transaction(redemption.Id);
        var reward = redemption.Reward!;
        var coupon = reward.Coupon!;
        return new()
        {
            Code = coupon.Code,
            Number = number.Value,
            Type = reward.Terms.Type,
            Status = redemption.RewardStatus(now, account.Owner),
            Value = reward.Value,
            Percent = reward.Terms.Percent,
            OptionId = reward.Terms.Option,
            MemberId = new MemberId(account.Owner.Number).ToString(),
            Transferable = reward.Terms.IsTransferable,
            IssuedAt = redemption.PostedAt!.Value,
            ExpiresAt = coupon.ExpiresAt,
            UsedAt = coupon.Use?.At,
            UsedBy = coupon.Use?.Member is { } user ? new MemberId(user).ToString() : null,
            OrderId = coupon.Use?.OrderId,
            HeldUntil = coupon.IsHeld(now) ? coupon.Hold!.Until : null,
            UnuseReason = coupon.UnuseReason,
            RedemptionId = number.ToString(),
        };
    }
}
