using CsCheck;
using Loyalty.Domain.Tiers;

namespace Loyalty.Domain.Tests.Tiers;

public sealed class TierStandingTests
{
    static readonly Tier Base = new() { Code = "base", Number = 1, Name = "Base", Level = 1 };

    static readonly Tier Gold = new()
    {
        Code = "gold",
        Number = 2,
        Name = "Gold",
        Level = 2,
        MinPointsEarned = new(100),
        PeriodDays = 30,
    };

    static readonly string[] Zones =
        ["UTC", "Europe/Vilnius", "America/Havana", "Pacific/Apia", "Asia/Kathmandu", "Africa/Cairo"];

    static DateTimeOffset Day(int day, int hour = 12) => new DateTimeOffset(2026, 1, 1, hour, 0, 0, TimeSpan.Zero)
        .AddDays(day);

    static TierStanding Standing(
        DateTimeOffset now, string zone, IReadOnlyList<Tier> tiers, params (DateTimeOffset At, decimal Points)[] earned)
    {
        var total = 0m;
        var changes = earned.Select(change => new EarnedChange(change.At, new(total += change.Points))).ToList();
        return TierStanding.Of(
            Given.Program(timeZone: zone) with { Tiers = tiers }, new(changes), now);
    }

    [Test]
    public void A_tier_is_reached_by_the_entry_that_lifts_the_sum_there_and_lost_when_that_leaves_the_window()
    {
        var standing = Standing(Day(5), "UTC", [Base, Gold], (Day(1), 60), (Day(3), 40));
        Assert.Multiple(() =>
        {
            Assert.That(standing.Tier, Is.EqualTo(Gold));
            Assert.That(standing.ReachedAt, Is.EqualTo(Day(3)));
            Assert.That(standing.Until, Is.EqualTo(Day(32, hour: 0)));
            Assert.That(standing.Earned, Is.EqualTo(new Points(100)));
            Assert.That(standing.Next, Is.Null);
        });
    }

    [Test]
    public void The_last_moment_of_a_tier_is_the_one_before_the_local_midnight()
    {
        var until = new DateTimeOffset(2026, 2, 1, 22, 0, 0, TimeSpan.Zero);
        var earned = (new DateTimeOffset(2026, 1, 2, 21, 59, 59, TimeSpan.Zero), 100m);
        TierStanding At(DateTimeOffset now) => Standing(now, "Europe/Vilnius", [Base, Gold], earned);
        Assert.Multiple(() =>
        {
            Assert.That(At(until.AddTicks(-10)).Tier, Is.EqualTo(Gold));
            Assert.That(At(until.AddTicks(-10)).Until, Is.EqualTo(until));
            Assert.That(At(until).Tier, Is.EqualTo(Base));
            Assert.That(At(until).Next!.Missing, Is.EqualTo(new Points(100)));
        });
    }

    [Test]
    public void A_cancel_counts_on_the_day_it_happens_and_its_leaving_may_bring_a_tier_back()
    {
        var earned = new[] { (Day(0), 500m), (Day(10), -450m), (Day(35), 100m) };
        var cancelled = Standing(Day(11), "UTC", [Base, Gold], earned[..2]);
        var before = Standing(Day(40), "UTC", [Base, Gold], earned);
        var after = Standing(Day(41), "UTC", [Base, Gold], earned);
        Assert.Multiple(() =>
        {
            Assert.That((cancelled.Tier, cancelled.Next!.Missing), Is.EqualTo((Base, new Points(50))));
            Assert.That((before.Tier, before.Next!.Missing), Is.EqualTo((Base, new Points(450))));
            Assert.That((after.Tier, after.ReachedAt), Is.EqualTo((Gold, Day(41, hour: 0))));
        });
    }

    [Test]
    public void What_is_earned_below_zero_shows_as_nothing_and_leaves_the_lowest_tier()
    {
        var standing = Standing(Day(2), "UTC", [Base, Gold], (Day(1), -5));
        Assert.That(
            (standing.Tier, standing.ReachedAt, standing.Until, standing.Earned),
            Is.EqualTo((Base, (DateTimeOffset?)null, (DateTimeOffset?)null, Points.Zero)));
        Assert.That(
            (standing.Next!.Missing, standing.Next.Progress), Is.EqualTo((new Points(105), 0m)));
    }

    [Test]
    public void Progress_is_rounded_down_and_never_whole_before_the_tier_is_reached() => Assert.Multiple(() =>
    {
        Assert.That(Standing(Day(2), "UTC", [Gold], (Day(1), 65.99m)).Next!.Progress, Is.EqualTo(0.65m));
        Assert.That(Standing(Day(2), "UTC", [Gold], (Day(1), 99.99m)).Next!.Progress, Is.EqualTo(0.99m));
        Assert.That(Standing(Day(2), "UTC", [Gold], (Day(1), 99.99m)).Tier, Is.Null);
    });

    [Test]
    public void A_program_without_tiers_has_none_to_reach()
    {
        var standing = Standing(Day(2), "UTC", [], (Day(1), 10));
        Assert.That((standing.Tier, standing.Next, standing.Earned), Is.EqualTo(
            ((Tier?)null, (NextTier?)null, new Points(10))));
    }

    /// <summary>All of it again, day by day and entry by entry, as plainly as it can be written.</summary>
    [Test]
    public void What_is_told_equals_a_recount_of_all_entries() => Gen.Select(
        Gen.Select(Gen.Int[0, 900], Gen.Int[-40, 80]).Array[0, 25],
        Gen.Int[0, Zones.Length - 1].Select(place => Zones[place]), Gen.Int[1, 12], Gen.Int[1, 120], Gen.Int[0, 950])
        .Sample((history, zoneName, days, minimum, nowHour) =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
            var tier = Gold with { MinPointsEarned = new(minimum), PeriodDays = days };
            var now = Hour(nowHour);
            var earned = history.Where(change => change.Item1 <= nowHour && change.Item2 != 0)
                .OrderBy(change => change.Item1)
                .Select(change => (At: Hour(change.Item1), Points: (decimal)change.Item2))
                .ToArray();
            var standing = Standing(now, zoneName, [tier], earned);

            decimal SumOn(DateOnly day, int count) => earned.Take(count)
                .Where(change => LocalDate(change.At) >= day.AddDays(-days)).Sum(change => change.Points);
            var isReached = SumOn(LocalDate(now), earned.Length) >= minimum;
            Assert.That(standing.Tier is not null, Is.EqualTo(isReached));
            Assert.That(standing.Earned.Value, Is.EqualTo(Math.Max(0, SumOn(LocalDate(now), earned.Length))));
            if (isReached)
            {
                Assert.That(standing.ReachedAt, Is.EqualTo(LastReached()));
                Assert.That(standing.Until, Is.EqualTo(Lost()));
            }

            DateTimeOffset? LastReached()
            {
                DateTimeOffset? reached = null;
                var (before, count) = (false, 0);
                foreach (var (at, isEntry) in earned.Select(change => (change.At, true))
                    .Concat(Midnights(Hour(0), now).Select(midnight => (midnight, false)))
                    .OrderBy(moment => moment.Item1).ThenBy(moment => moment.Item2))
                {
                    count += isEntry ? 1 : 0;
                    var after = SumOn(LocalDate(at), count) >= minimum;
                    reached = after && !before ? at : reached;
                    before = after;
                }

                return reached;
            }

            DateTimeOffset? Lost() => Midnights(now, now.AddDays(days + 3)).Where(midnight => midnight > now)
                .Cast<DateTimeOffset?>()
                .FirstOrDefault(midnight => SumOn(LocalDate(midnight!.Value), earned.Length) < minimum);

            IEnumerable<DateTimeOffset> Midnights(DateTimeOffset from, DateTimeOffset to)
            {
                var last = LocalDate(from);
                for (var time = from; time <= to; time = time.AddMinutes(15))
                {
                    if (LocalDate(time) != last)
                    {
                        last = LocalDate(time);
                        yield return time;
                    }
                }
            }

            DateOnly LocalDate(DateTimeOffset time) =>
                DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);
        }, iter: 2_000);

    /// <summary>Over the days around which clocks change.</summary>
    static DateTimeOffset Hour(int hour) => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour);
}
