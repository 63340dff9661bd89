using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;

namespace Loyalty.Domain.Tests.Accounts;

/// <summary>Points that are promised, and corrections by staff.</summary>
public sealed class TemporaryAccrualTests
{
    static readonly DateTimeOffset Noon = Given.Noon;

    static Account Promised(DateTimeOffset? availableAt = null, DateTimeOffset? expiresAt = null)
    {
        var account = Given.EmptyAccount();
        _ = account.At(Given.On(Noon)).Accrue(
            Given.Accrual(100, expiresAt, availableAt) with { Temporary = new(60) }).Value;
        return account;
    }

    [Test]
    public void It_is_pending_and_never_spendable()
    {
        var account = Promised();
        Assert.That((account.State.Pending.Value, account.State.Balance.Value), Is.EqualTo((100m, 0m)));
        Assert.That(account.At(Given.On(Noon)).Redeem(Given.Redemption(1)).Decline!.Code,
            Is.EqualTo("insufficient_points"));
    }

    [TestCase(1)]
    [TestCase(99)]
    [TestCase(100)]
    public void A_commit_makes_it_or_a_part_of_it_the_members(int points)
    {
        var account = Promised();
        var lot = account.At(Given.On(Noon)).CommitAccrual(1, new(points)).Value.Lot;
        Assert.That((lot.Status, lot.Remaining.Value, lot.Released.Value),
            Is.EqualTo(("posted", points, 100 - points)));
        Assert.That((account.State.Balance.Value, account.State.Pending.Value, account.State.Earned.Value),
            Is.EqualTo((points, 0m, points)));
        account.AssertConserved();
    }

    [Test]
    public void More_than_was_promised_is_refused() =>
        Assert.That(Promised().At(Given.On(Noon)).CommitAccrual(1, new(100.01m)).Decline!.Code,
            Is.EqualTo("exceeds_hold"));

    [Test]
    public void It_ends_once_and_each_second_attempt_has_its_code()
    {
        var committed = Promised();
        _ = committed.At(Given.On(Noon)).CommitAccrual(1, null).Value;
        var rolledBack = Promised();
        _ = rolledBack.At(Given.On(Noon)).RollbackAccrual(1, Particulars.None).Value;
        Assert.That((rolledBack.State.Pending.Value, rolledBack.State.Earned.Value), Is.EqualTo((0m, 0m)));
        var later = Given.On(Noon.AddSeconds(60));
        foreach (var (account, on, code) in new[]
        {
            (committed, Given.On(Noon), "already_committed"), (rolledBack, Given.On(Noon), "already_rolled_back"),
            (Promised(), later, "hold_timed_out"),
        })
        {
            Assert.That(account.Fork().At(on).CommitAccrual(1, null).Decline!.Code, Is.EqualTo(code));
            Assert.That(account.Fork().At(on).RollbackAccrual(1, Particulars.None).Decline!.Code, Is.EqualTo(code));
        }
    }

    [Test]
    public void Committed_before_it_is_to_be_spendable_it_stays_pending_until_then()
    {
        var account = Promised(availableAt: Noon.AddHours(1));
        _ = account.At(Given.On(Noon)).CommitAccrual(1, new(60)).Value;
        Assert.That((account.State.Pending.Value, account.State.Balance.Value), Is.EqualTo((60m, 0m)));
        account.At(Given.On(Noon.AddHours(1)));
        Assert.That((account.State.Pending.Value, account.State.Balance.Value), Is.EqualTo((0m, 60m)));
    }

    [Test]
    public void Committed_after_its_expiry_it_expires_at_once()
    {
        var account = Promised(expiresAt: Noon.AddSeconds(30));
        _ = account.At(Given.On(Noon.AddSeconds(31))).CommitAccrual(1, null).Value;
        Assert.That((account.State.Balance.Value, account.State.Expired.Value), Is.EqualTo((0m, 100m)));
    }

    [TestCase(0, null)]
    [TestCase(1, 1)]
    public void The_expiry_policy_counts_from_when_points_are_spendable(int delay, int? after)
    {
        var account = Given.EmptyAccount();
        var on = Given.On(Noon, new Domain.Programs.ProgramPolicy
        {
            Expiry = new() { ActivationDelayDays = delay, AfterDays = after },
        });
        var lot = account.At(on).Accrue(Given.Accrual(10)).Value.Lot;
        Assert.That((lot.Pending, lot.AvailableAt, lot.ExpiresAt), Is.EqualTo(
            (delay > 0, Noon.AddDays(delay), after is { } days ? Noon.AddDays(delay + days) : (DateTimeOffset?)null)));
        var given = account.At(on).Accrue(Given.Accrual(10, Noon.AddDays(9), Noon)).Value.Lot;
        Assert.That((given.AvailableAt, given.ExpiresAt), Is.EqualTo((Noon, Noon.AddDays(9))));
    }

    [Test]
    public void A_start_so_late_that_no_expiry_can_follow_is_told()
    {
        var on = Given.On(Noon, new Domain.Programs.ProgramPolicy { Expiry = new() { AfterDays = 36_500 } });
        var late = Given.Accrual(1, availableAt: DateTimeOffset.MaxValue.AddDays(-36_500).AddTicks(1));
        Assert.That(Given.EmptyAccount().At(on).Accrue(late).Decline!.Errors[0].Field, Is.EqualTo("available_at"));
        var last = Given.Accrual(1, availableAt: DateTimeOffset.MaxValue.AddDays(-36_500));
        Assert.That(Given.EmptyAccount().At(on).Accrue(last).IsOk, Is.True);
    }

    [TestCase(false, 100, null)]
    [TestCase(false, 101, "insufficient_points")]
    [TestCase(true, 101, null)]
    public void An_adjustment_down_takes_what_is_available_and_the_rest_only_where_allowed(
        bool allowed, int points, string? code)
    {
        var account = Given.EmptyAccount().With(Given.Accrual(100));
        var on = Given.On(Noon, new Domain.Programs.ProgramPolicy
        {
            Cancellation = new() { AllowNegativeCorrection = allowed },
        });
        var result = account.At(on).Adjust(new(new(-points), true, Particulars.None));
        Assert.That(result.Decline?.Code, Is.EqualTo(code));
        if (code is null)
        {
            Assert.That((account.State.Balance.Value, account.State.Debt.Value, account.State.Earned.Value),
                Is.EqualTo((0m, points - 100m, 100m - points)));
            account.AssertConserved();
        }
    }

    [Test]
    public void An_adjustment_up_pays_debt_first_and_need_not_count_as_earned()
    {
        var account = Given.EmptyAccount();
        var on = Given.On(Noon, new Domain.Programs.ProgramPolicy
        {
            Cancellation = new() { AllowNegativeCorrection = true },
        });
        _ = account.At(on).Adjust(new(new(-30), true, Particulars.None)).Value;
        var up = account.At(on).Adjust(new(new(50), false, Particulars.None)).Value;
        Assert.That((account.State.Balance.Value, account.State.Debt.Value, account.State.Earned.Value),
            Is.EqualTo((20m, 0m, -30m)));
        Assert.That((up.Entry.Amount.Value, up.Entry.AvailableChange.Value), Is.EqualTo((50m, 20m)));
    }
}
