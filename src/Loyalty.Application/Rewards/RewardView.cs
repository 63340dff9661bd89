using System.Text.Json.Serialization;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;

namespace Loyalty.Application.Rewards;

/// <summary>What a redemption gives, as it stands.</summary>
public sealed record RewardView
{
    public required string Type { get; init; }

    /// <summary>Of a voucher or an option; absent before the commit of a hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    /// <summary>Before the fee, of the points that were not given back; absent: not counted in money.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Value { get; init; }

    /// <summary>A share of a purchase, in percent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Factor? Percent { get; init; }

    /// <summary>What is kept of the value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Fee { get; init; }

    /// <summary>The last second of the code's last day; absent: it has no end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ExpiresAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OptionId { get; init; }

    /// <summary>
    /// pending while the points are only set aside; active; held, its code is set aside for a shop; used; expired, the
    /// code's last day is over; void, the points went back.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>Null for a redemption that gives nothing.</summary>
    public static RewardView? Of(Redemption redemption, DateTimeOffset now, Owner owner) =>
        redemption.Reward is not { } reward ? null : new()
        {
            Type = reward.Terms.Type,
            Code = redemption.PostedAt is null ? null : reward.Coupon?.Code,
            Value = reward.Value,
            Percent = reward.Terms.Percent,
            Fee = reward.Fee,
            ExpiresAt = reward.Coupon?.ExpiresAt,
            OptionId = reward.Terms.Option,
            Status = redemption.RewardStatus(now, owner),
        };
}
