using Loyalty.Domain.Ledger;
using Loyalty.Domain.Rewards;

namespace Loyalty.Domain.Accounts;

/// <summary>One spend from its first entry on; its id is that entry's seq for ever.</summary>
public sealed record Redemption
{
    public required int Id { get; init; }

    public required string Status { get; init; }

    public string Type => Reward?.Terms.Type ?? RewardType.Generic;

    /// <summary>Id of the promotion that was used; null: none.</summary>
    public string? Promotion { get; init; }

    /// <summary>What it gives; null: nothing, as the generic one without an option.</summary>
    public Reward? Reward { get; init; }

    /// <summary>What was asked for.</summary>
    public required Points Points { get; init; }

    /// <summary>What was taken for good, cancelled points included.</summary>
    public Points Committed { get; init; }

    /// <summary>What a hold's end gave back.</summary>
    public Points Released { get; init; }

    /// <summary>What cancellations gave back.</summary>
    public Points Cancelled { get; init; }

    /// <summary>When a hold times out; null for a redemption at once.</summary>
    public DateTimeOffset? HoldExpiresAt { get; init; }

    /// <summary>When the points were taken for good; null before.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>When a hold ended, in whichever way; null before, and for a redemption at once.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What was taken from which lot, in the order of taking.</summary>
    public required IReadOnlyList<LotTaking> Takings { get; init; }

    public required Opening Opening { get; init; }

    /// <summary>A hold that has not ended.</summary>
    public bool IsOpen => Status == RedemptionStatus.Held;

    /// <summary>
    /// Taken at once, and nothing was done to it since: its entry tells all of it, and it is stored nowhere else.
    /// </summary>
    public bool IsPlain => Status == RedemptionStatus.Posted && HoldExpiresAt is null && Promotion is null
        && Reward is null;

    /// <summary>What was taken, or is set aside; of a hold that took nothing, what was asked for.</summary>
    public Points Taken => PostedAt is null ? Points : Committed;

    /// <summary>What can still be cancelled of it.</summary>
    public Points Cancellable => Committed - Cancelled;

    /// <summary>It has one of what its option has in stock.</summary>
    public bool HasStock => Reward?.Terms.TakesStock == true && Net > Points.Zero;

    /// <summary>What it took, or has set aside, and did not give back.</summary>
    public Points Net => IsOpen ? Points : Cancellable;

    /// <summary>How what it gives stands at a time.</summary>
    public string RewardStatus(DateTimeOffset time, Owner owner) => IsOpen ? Rewards.RewardStatus.Pending
        : Net == Points.Zero ? Rewards.RewardStatus.Void
        : Reward?.Coupon is not { } coupon ? Rewards.RewardStatus.Active
        : coupon.Use is not null ? Rewards.RewardStatus.Used
        : owner.IsClosed && !Reward.Terms.IsTransferable ? Rewards.RewardStatus.Void
        : coupon.HasEnded(time) ? Rewards.RewardStatus.Expired
        : coupon.IsHeld(time) ? Rewards.RewardStatus.Held
        : Rewards.RewardStatus.Active;

    /// <summary>As it stands at a time: what is due counts, stored or not.</summary>
    public Redemption AsOf(DateTimeOffset time) => IsOpen && HoldExpiresAt <= time
        ? this with { Status = RedemptionStatus.TimedOut, Released = Points, EndedAt = HoldExpiresAt }
        : this;

    /// <summary>The part of the takings between two numbers of points, counted in the order of taking.</summary>
    public IReadOnlyList<LotTaking> Slice(Points from, Points to)
    {
        var slice = new List<LotTaking>();
        var start = Points.Zero;
        foreach (var taking in Takings)
        {
            var end = start + taking.Points;
            var points = Points.Min(end, to) - (start > from ? start : from);
            if (points > Points.Zero)
            {
                slice.Add(taking with { Points = points });
            }

            start = end;
        }

        return slice;
    }
}

/// <summary>How much a redemption took from one lot.</summary>
public sealed record LotTaking(int Lot, Points Points)
{
    /// <summary>What a redemption's first entry took, in its order.</summary>
    public static IReadOnlyList<LotTaking> Of(IReadOnlyList<LotChange> lots) =>
        [.. lots.Select(change => new LotTaking(change.Lot, -change.Points))];
}

/// <summary>Facts fixed by the redemption's first entry.</summary>
/// <param name="At">The ledger's own time of that entry: a limit's month is that of this time.</param>
public sealed record Opening(
    Points AvailableBefore, Points AvailableAfter, string? ExternalId, string? OrderRef, DateTimeOffset OccurredAt,
    DateTimeOffset At)
{
    public static Opening Of(Entry entry) => new(entry.AvailableAfter - entry.AvailableChange, entry.AvailableAfter,
        entry.Particulars.ExternalId, entry.Particulars.OrderRef, entry.OccurredAt, entry.EffectiveAt);
}

/// <summary>How a redemption stands.</summary>
public static class RedemptionStatus
{
    public const string Held = "held";
    public const string Posted = "posted";
    public const string RolledBack = "rolled_back";
    public const string TimedOut = "timed_out";
    public const string PartlyCancelled = "partly_cancelled";
    public const string Cancelled = "cancelled";
}
