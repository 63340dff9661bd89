using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Tests.Accounts;

/// <summary>What an account's row tells of the periods of limits, so that nothing has to be searched.</summary>
public sealed class UsageBeforeTests
{
    static readonly ProgramPolicy Policy = new() { Redemption = new() { MaxPointsPerDay = new(1000) } };

    static Account Used(DateTimeOffset at, ProgramPolicy? policy = null)
    {
        var account = Given.EmptyAccount();
        _ = account.At(Given.On(at, policy ?? Policy)).Accrue(Given.Accrual(100)).Value;
        _ = account.At(Given.On(at, policy ?? Policy)).Redeem(Given.Redemption(30)).Value;
        return account.Reloaded();
    }

    [TestCase(0, 0, 0)]
    [TestCase(1, 30, 0)]
    [TestCase(21, 30, 0)]
    [TestCase(22, 30, 30)]
    [TestCase(60, 30, 30)]
    public void It_goes_on_with_days_and_months(int days, int beforeDay, int beforeMonth)
    {
        var account = Used(Given.Noon).At(Given.On(Given.Noon.AddDays(days), Policy));
        Assert.That((account.State.Usage!.BeforeDay.Value, account.State.Usage.BeforeMonth.Value),
            Is.EqualTo(((decimal)beforeDay, (decimal)beforeMonth)));
        Assert.That(account.State.Usage.EarnedBeforeDay.Value, Is.EqualTo(days == 0 ? 0 : 100));
    }

    [Test]
    public void A_zone_that_changed_within_the_day_leaves_it_unknown_until_the_next_one_begins()
    {
        var inAuckland = Given.On(Given.Noon.AddHours(1), Policy) with
        {
            Program = Given.Program(timeZone: "Pacific/Auckland") with { Policy = Policy },
        };
        var account = Used(Given.Noon).At(inAuckland);
        Assert.That(account.Redeem(Given.Redemption(1)).Missing,
            Is.EqualTo(MissingParts.Of(new UsageAt(inAuckland.Now))));

        var known = new UsageBefore(
            Periods.Around(inAuckland.Now, "Pacific/Auckland"), new(7), 1, new(8), new(5));
        Assert.That(account.At(inAuckland.Knowing(known)).Redeem(Given.Redemption(1)).IsOk, Is.True);
        Assert.That(account.State.Usage, Is.EqualTo(known));
    }

    [Test]
    public void Where_no_limit_asks_it_is_not_kept()
    {
        Assert.That(Used(Given.Noon, new()).State.Usage, Is.Null);
        Assert.That(Used(Given.Noon).At(Given.On(Given.Noon)).State.Usage, Is.Null);
    }

    [Test]
    public void What_was_due_before_the_day_belongs_to_the_day_before()
    {
        var account = Given.EmptyAccount();
        _ = account.At(Given.On(Given.Noon, Policy)).Accrue(Given.Accrual(100)).Value;
        _ = account.At(Given.On(Given.Noon, Policy)).Redeem(Given.Hold(40)).Value;
        var next = account.Reloaded().At(Given.On(Given.Noon.AddDays(1), Policy));
        Assert.That((next.State.Usage!.BeforeDay, next.State.Usage.CountBeforeDay), Is.EqualTo((Points.Zero, 0)));
    }
}
