using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Tiers;

/// <summary>When the windows of a program's tiers began, as of one of its days.</summary>
/// <param name="Starts">By the number of days; tiers of all time have none.</param>
public sealed record TierWindows(DateTimeOffset DayStart, IReadOnlyDictionary<int, DateTimeOffset> Starts)
{
    public static TierWindows Around(DateTimeOffset time, LoyaltyProgram program)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(program.TimeZone);
        return new(
            LocalDay.Of(time, zone).Start(zone),
            program.Tiers.Where(tier => tier.PeriodDays is not null).DistinctBy(tier => tier.PeriodDays)
                .ToDictionary(tier => tier.PeriodDays!.Value, tier => tier.WindowStart(time, zone)!.Value));
    }
}

/// <summary>
/// What a member had earned in the program's default points currency before each window began. What time alone changes
/// earns nothing, so that it stays right while an account is decided on.
/// </summary>
/// <param name="DayStart">Of the day that the windows are for.</param>
/// <param name="Earned">In all, as the snapshot had it: what counts for accounts in other points currencies.</param>
/// <param name="BeforeWindow">By the number of days.</param>
public sealed record EarnedBefore(
    DateTimeOffset DayStart, Points Earned, IReadOnlyDictionary<int, Points> BeforeWindow);

/// <summary>Asks for what had been earned before the windows of tiers at a time.</summary>
public sealed record TierAt(DateTimeOffset Time) : WantedFact;
