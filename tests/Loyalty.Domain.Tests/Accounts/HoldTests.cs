using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Tests.Accounts;

/// <summary>Points set aside, and how that ends.</summary>
public sealed class HoldTests
{
    static readonly DateTimeOffset Noon = Given.Noon;

    /// <summary>Two lots of 50, and a hold of 80 on them: all of the first, 30 of the second.</summary>
    static Account Held()
    {
        var account = Given.EmptyAccount().With(
            Given.Accrual(50, Noon.AddDays(1)), Given.Accrual(50, Noon.AddDays(2)));
        _ = account.At(Given.On(Noon)).Redeem(Given.Hold(80)).Value;
        return account;
    }

    [Test]
    public void A_hold_takes_from_available_and_leaves_the_balance()
    {
        var account = Held();
        Assert.That((account.State.Balance.Value, account.State.Held.Value, account.State.Available.Value),
            Is.EqualTo((100m, 80m, 20m)));
        Assert.That(account.At(Given.On(Noon)).Redeem(Given.Redemption(20.01m)).Decline!.Code,
            Is.EqualTo("insufficient_points"));
    }

    [TestCase(1, 1)]
    [TestCase(50, 50)]
    [TestCase(79, 79)]
    [TestCase(80, 80)]
    [TestCase(null, 80)]
    public void A_commit_takes_the_first_of_it_and_the_rest_returns(int? points, int taken)
    {
        var account = Held();
        var redemption = account.At(Given.On(Noon)).CommitHold(3, points is { } given ? new(given) : null).Value;
        Assert.That((redemption.Status, redemption.Committed.Value, redemption.Released.Value),
            Is.EqualTo(("posted", taken, 80 - taken)));
        Assert.That((account.State.Balance.Value, account.State.Held.Value), Is.EqualTo((100 - taken, 0m)));
        Assert.That(account.State.Lot(1)!.Remaining.Value, Is.EqualTo(Math.Max(50 - taken, 0)));
        Assert.That(account.State.Redeemed.Value, Is.EqualTo(taken));
        account.AssertConserved();
    }

    [Test]
    public void A_commit_of_more_is_refused_and_of_all_is_not()
    {
        Assert.That(Held().At(Given.On(Noon)).CommitHold(3, new(80.01m)).Decline!.Code, Is.EqualTo("exceeds_hold"));
        Assert.That(Held().At(Given.On(Noon)).CommitHold(3, new(80)).IsOk, Is.True);
    }

    [Test]
    public void A_hold_ends_once_and_each_second_attempt_has_its_code()
    {
        var committed = Held();
        _ = committed.At(Given.On(Noon)).CommitHold(3, null).Value;
        var rolledBack = Held();
        _ = rolledBack.At(Given.On(Noon)).RollbackHold(3, Particulars.None).Value;
        var later = Given.On(Noon.AddSeconds(60));
        foreach (var (account, on, code) in new[]
        {
            (committed, Given.On(Noon), "already_committed"), (rolledBack, Given.On(Noon), "already_rolled_back"),
            (Held(), later, "hold_timed_out"),
        })
        {
            Assert.That(account.Fork().At(on).CommitHold(3, null).Decline!.Code, Is.EqualTo(code));
            Assert.That(account.Fork().At(on).RollbackHold(3, Particulars.None).Decline!.Code, Is.EqualTo(code));
        }
    }

    [Test]
    public void A_hold_can_be_ended_until_its_time_out_and_not_at_that_instant()
    {
        Assert.That(Held().At(Given.On(Noon.AddSeconds(60).AddTicks(-10))).CommitHold(3, null).IsOk, Is.True);
        var account = Held();
        Assert.That(account.At(Given.On(Noon.AddSeconds(60))).CommitHold(3, null).Decline!.Code,
            Is.EqualTo("hold_timed_out"));
        Assert.That((account.Entries[^1].Kind, account.Entries[^1].PerformedBy, account.Entries[^1].EffectiveAt),
            Is.EqualTo(("rollback", (string?)null, Noon.AddSeconds(60))));
        Assert.That(account.State.Available.Value, Is.EqualTo(100m));
    }

    [TestCase(0, false)]
    [TestCase(1, true)]
    [TestCase(3_600, true)]
    [TestCase(3_601, false)]
    [TestCase(null, true)]
    public void A_time_out_lies_within_the_programs_bounds(int? seconds, bool isOk)
    {
        var policy = new ProgramPolicy { Hold = new() { MaxTimeoutSeconds = 3_600 } };
        var account = Given.EmptyAccount().With(Given.Accrual(100));
        var result = account.At(Given.On(Noon, policy)).Redeem(Given.Hold(1, seconds));
        Assert.That((result.IsOk, result.Decline?.Errors[0].Field), Is.EqualTo(
            (isOk, isOk ? null : "hold.timeout_seconds")));
        if (isOk)
        {
            Assert.That(result.Value.HoldExpiresAt, Is.EqualTo(Noon.AddSeconds(seconds ?? 900)));
        }

        var accrual = Given.Accrual(1) with { Temporary = new(seconds) };
        Assert.That(account.At(Given.On(Noon, policy)).Accrue(accrual).IsOk, Is.EqualTo(isOk));
    }

    [Test]
    public void The_default_time_out_is_the_maximum_where_that_is_less()
    {
        var policy = new ProgramPolicy { Hold = new() { MaxTimeoutSeconds = 60 } };
        var account = Given.EmptyAccount().With(Given.Accrual(100));
        Assert.That(account.At(Given.On(Noon, policy)).Redeem(Given.Hold(1, null)).Value.HoldExpiresAt,
            Is.EqualTo(Noon.AddSeconds(60)));
    }

    [Test]
    public void Held_points_outlive_their_expiry_and_are_taken_by_the_commit()
    {
        var account = Given.EmptyAccount().With(Given.Accrual(100, Noon.AddSeconds(30)));
        _ = account.At(Given.On(Noon)).Redeem(Given.Hold(80)).Value;
        _ = account.At(Given.On(Noon.AddSeconds(45))).CommitHold(2, null).Value;
        Assert.That((account.State.Balance.Value, account.State.Expired.Value), Is.EqualTo((0m, 20m)));
    }

    [TestCase(0, 45, 45)]
    [TestCase(1, 45, 86_445)]
    public void Points_that_return_late_stay_for_the_grace(int graceDays, int returned, int expires)
    {
        var policy = new ProgramPolicy { Expiry = new() { RestoredGraceDays = graceDays } };
        var account = Given.EmptyAccount().With(Given.Accrual(100, Noon.AddSeconds(30)));
        _ = account.At(Given.On(Noon, policy)).Redeem(Given.Hold(80)).Value;
        _ = account.At(Given.On(Noon.AddSeconds(returned), policy)).RollbackHold(2, Particulars.None).Value;
        Assert.That(account.State.Available.Value, Is.EqualTo(graceDays == 0 ? 0m : 80m));
        Assert.That(account.State.Lot(1)!.ExpiresAt, Is.EqualTo(Noon.AddSeconds(expires)));
        account.At(Given.On(Noon.AddSeconds(expires), policy));
        Assert.That(account.State.Available.Value, Is.Zero);
    }

    [Test]
    public void A_limit_of_today_is_not_widened_by_a_time_out_of_yesterday_that_nobody_stored()
    {
        var policy = new ProgramPolicy { Redemption = new() { MaxPointsPerDay = new(100) } };
        var yesterday = Noon.AddDays(-1);
        var taken = Given.EmptyAccount();
        var usage = UsageBefore.Nothing(Periods.Around(yesterday, "UTC"));
        _ = taken.At(Given.On(yesterday, policy)).Accrue(Given.Accrual(500)).Value;
        _ = taken.At(Given.On(yesterday, policy).Knowing(usage)).Redeem(Given.Hold(100)).Value;

        // As loaded today: the hold is the last stored thing before this day.
        var account = taken.Reloaded();
        var today = Given.On(Noon, policy).Knowing(
            new UsageBefore(Periods.Around(Noon, "UTC"), new(100), 1, Points.Zero, Points.Zero));
        Assert.That(account.At(today).Redeem(Given.Redemption(100.01m)).Decline!.Code,
            Is.EqualTo("limit_reached"));
        Assert.That(account.At(today).Redeem(Given.Redemption(100)).IsOk, Is.True);
    }

    [Test]
    public void An_id_that_is_no_redemption_is_not_found() =>
        Assert.That((Held().At(Given.On(Noon)).CommitHold(1, null).Decline!.Code,
            Held().At(Given.On(Noon)).RollbackHold(7, Particulars.None).Decline!.Code),
            Is.EqualTo(("transaction_not_found", "transaction_not_found")));
}
