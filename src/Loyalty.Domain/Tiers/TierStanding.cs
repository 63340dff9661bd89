using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Tiers;

/// <summary>How a member stands with a program's tiers at a time.</summary>
/// <param name="Tier">Null: none is reached.</param>
/// <param name="ReachedAt">When the tier was reached last; null: it needs nothing to be earned.</param>
/// <param name="Until">The local midnight at which it is lost if nothing more is earned; null: never.</param>
/// <param name="Earned">In the tier's window, or in that of the next one where there is no tier; not below zero.
/// </param>
/// <param name="Next">The tier above it; null: there is none.</param>
public sealed record TierStanding(
    Tier? Tier, DateTimeOffset? ReachedAt, DateTimeOffset? Until, Points Earned, NextTier? Next)
{
    public static TierStanding Of(LoyaltyProgram program, EarnedHistory history, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(program.TimeZone);
        var held = TierHeld.Of(program.Tiers, EarnedFor).Tier;
        var next = program.Tiers.FirstOrDefault(tier => held is null || tier.Level > held.Level);
        var isLosable = held is not null && held.MinPointsEarned > Points.Zero;
        return new(
            held,
            isLosable ? new TierWindow(held!, history, zone).ReachedAt(now) : null,
            isLosable ? new TierWindow(held!, history, zone).Until(now) : null,
            NotNegative((held ?? next) is { } counted ? EarnedFor(counted) : history.Total),
            next is null ? null : NextTier.Of(next, EarnedFor(next)));

        Points EarnedFor(Tier tier) => new TierWindow(tier, history, zone).Earned(now);
    }

    static Points NotNegative(Points points) => points < Points.Zero ? Points.Zero : points;
}

/// <summary>A tier that is not reached yet.</summary>
/// <param name="Progress">The share of what it needs that is earned, 0.00 to 0.99, rounded down.</param>
public sealed record NextTier(Tier Tier, Points Missing, decimal Progress)
{
    /// <param name="earned">In its window; below zero where more was taken back.</param>
    public static NextTier Of(Tier tier, Points earned) => new(
        tier, tier.MinPointsEarned - earned,
        decimal.Round(
            Math.Max(0m, earned.Value) / tier.MinPointsEarned.Value, decimals: 2, MidpointRounding.ToZero) + 0.00m);
}

/// <summary>What counts for a tier, as its window moves on from one local midnight to the next.</summary>
sealed class TierWindow(Tier tier, EarnedHistory history, TimeZoneInfo zone)
{
    /// <summary>What was earned in the window at a time.</summary>
    public Points Earned(DateTimeOffset time) => history.TotalBefore(time.AddTicks(1)) - Before(time);

    /// <summary>
    /// When it came to be reached last: by an entry, or at a local midnight, when a correction downwards left the
    /// window.
    /// </summary>
    public DateTimeOffset? ReachedAt(DateTimeOffset now)
    {
        DateTimeOffset? reached = null;
        for (var place = history.Changes.Count - 1; place >= 0 && reached is null; place--)
        {
            var at = history.Changes[place].At;
            var before = Before(at);
            if (at <= now && tier.IsReachedBy(history.TotalAfter(place) - before)
                && !tier.IsReachedBy(history.TotalAfter(place - 1) - before))
            {
                reached = at;
            }
        }

        foreach (var midnight in Leavings(lowering: true).Where(midnight => midnight <= now))
        {
            var total = history.TotalBefore(midnight);
            var isReached = tier.IsReachedBy(total - Before(midnight))
                && !tier.IsReachedBy(total - Before(midnight.AddTicks(-1)));
            reached = isReached && !(midnight <= reached) ? midnight : reached;
        }

        return reached;
    }

    /// <summary>When it falls below what it needs if nothing more is earned.</summary>
    public DateTimeOffset? Until(DateTimeOffset now) => Leavings(lowering: false)
        .Where(midnight => midnight > now)
        .Cast<DateTimeOffset?>()
        .FirstOrDefault(midnight => !tier.IsReachedBy(history.Total - Before(midnight!.Value)));

    /// <summary>The local midnights at which changes leave the window, in order.</summary>
    IEnumerable<DateTimeOffset> Leavings(bool lowering)
    {
        if (tier.PeriodDays is not { } days)
        {
            yield break;
        }

        var last = DateOnly.MinValue;
        for (var place = 0; place < history.Changes.Count; place++)
        {
            var isLowering = history.TotalAfter(place) < history.TotalAfter(place - 1);
            if (isLowering == lowering)
            {
                var day = LocalDay.Of(history.Changes[place].At, zone);
                if (day != last)
                {
                    last = day;
                    yield return day.AddDays(days + 1).Start(zone);
                }
            }
        }
    }

    Points Before(DateTimeOffset time) =>
        tier.WindowStart(time, zone) is { } start ? history.TotalBefore(start) : Points.Zero;
}
