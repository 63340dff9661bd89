using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Tests.Accounts;

/// <summary>What is given back and what is taken back.</summary>
public sealed class CancellationTests
{
    static readonly DateTimeOffset Noon = Given.Noon;

    static readonly ProgramPolicy Negative = new() { Cancellation = new() { AllowNegativeCorrection = true } };

    /// <summary>Two lots of 50, and 80 taken from them.</summary>
    static Account Spent()
    {
        var account = Given.EmptyAccount().With(
            Given.Accrual(50, Noon.AddDays(1)), Given.Accrual(50, Noon.AddDays(2)));
        _ = account.At(Given.On(Noon)).Redeem(Given.Redemption(80)).Value;
        return account;
    }

    [Test]
    public void Parts_go_back_in_the_reverse_order_of_taking_and_never_sum_to_more_than_was_taken()
    {
        var account = Spent();
        var on = Given.On(Noon);
        Assert.That(account.At(on).Cancel(3, Given.Cancellation(40)).Value.Status, Is.EqualTo("partly_cancelled"));
        Assert.That((account.State.Lot(1)!.Remaining.Value, account.State.Lot(2)!.Remaining.Value),
            Is.EqualTo((10m, 50m)));
        Assert.That(account.At(on).Cancel(3, Given.Cancellation(40.01m)).Decline!.Code,
            Is.EqualTo("exceeds_cancellable"));
        Assert.That(account.At(on).Cancel(3, Given.Cancellation(40)).Value.Status, Is.EqualTo("cancelled"));
        Assert.That((account.State.Balance.Value, account.State.Redeemed.Value, account.State.RedeemedCount),
            Is.EqualTo((100m, 0m, 0)));
        Assert.That(account.At(on).Cancel(3, Given.Cancellation()).Decline!.Code, Is.EqualTo("already_cancelled"));
        Assert.That(account.At(on).Cancel(3, Given.Cancellation(0.01m)).Decline!.Code, Is.EqualTo("already_cancelled"));
        account.AssertConserved();
    }

    [TestCase(0, 0, false)]
    [TestCase(1, 0, true)]
    [TestCase(1, 1, false)]
    [TestCase(86_400, 86_399, true)]
    [TestCase(86_400, 86_400, false)]
    [TestCase(null, 400_000_000, true)]
    public void The_window_is_half_open(int? window, int later, bool isOpen)
    {
        var on = Given.On(Noon.AddSeconds(later),
            new ProgramPolicy { Cancellation = new() { WindowSeconds = window } });
        foreach (var (account, seq) in new[] { (Spent(), 3),
            (Given.EmptyAccount().With(Given.Accrual(5)), 1) })
        {
            Assert.That(account.Fork().At(on).Cancel(seq, Given.Cancellation()).Decline?.Code,
                Is.EqualTo(isOpen ? null : "cancellation_window_closed"));
            Assert.That(account.Fork().At(on).Cancel(seq, Given.Cancellation(ignoresWindow: true)).IsOk, Is.True);
        }
    }

    [Test]
    public void The_window_of_a_hold_begins_with_its_commit()
    {
        var account = Given.EmptyAccount().With(Given.Accrual(50));
        _ = account.At(Given.On(Noon)).Redeem(Given.Hold(50, 3_600)).Value;
        var policy = new ProgramPolicy { Cancellation = new() { WindowSeconds = 60 } };
        _ = account.At(Given.On(Noon.AddSeconds(3_599), policy)).CommitHold(2, null).Value;
        Assert.That(account.At(Given.On(Noon.AddSeconds(3_600), policy)).Cancel(2, Given.Cancellation()).IsOk, Is.True);
    }

    [Test]
    public void An_open_hold_cancelled_is_its_rollback_and_only_as_a_whole()
    {
        var account = Given.EmptyAccount().With(Given.Accrual(50));
        _ = account.At(Given.On(Noon)).Redeem(Given.Hold(50)).Value;
        var on = Given.On(Noon);
        Assert.That(account.At(on).Cancel(2, Given.Cancellation(49)).Decline!.Code, Is.EqualTo("not_cancellable"));
        Assert.That(account.At(on).Cancel(2, Given.Cancellation(51)).Decline!.Code, Is.EqualTo("exceeds_cancellable"));
        var cancelled = account.At(on).Cancel(2, Given.Cancellation(50)).Value;
        Assert.That((cancelled.Status, cancelled.Entry.Kind), Is.EqualTo(("cancelled", "rollback")));
        Assert.That(account.At(on).CommitHold(2, null).Decline!.Code, Is.EqualTo("already_rolled_back"));
    }

    [TestCase(20, null, 0)]
    [TestCase(20.01, "accrual_already_spent", 0.01)]
    [TestCase(50, "accrual_already_spent", 30)]
    public void An_accrual_gives_back_what_its_lot_has_and_more_only_as_debt(decimal points, string? code, decimal debt)
    {
        Assert.That(Spent().At(Given.On(Noon)).Cancel(2, Given.Cancellation(points)).Decline?.Code, Is.EqualTo(code));
        var account = Spent();
        _ = account.At(Given.On(Noon, Negative)).Cancel(2, Given.Cancellation(points)).Value;
        Assert.That((account.State.Balance.Value, account.State.Debt.Value, account.State.Earned.Value),
            Is.EqualTo((20m - points + debt, debt, 100m - points)));
        Assert.That(account.Entries[^1].Amount.Value, Is.EqualTo(-points));
        account.AssertConserved();
    }

    [Test]
    public void Debt_is_paid_by_what_raises_available_and_by_nothing_else()
    {
        var account = Spent();
        var on = Given.On(Noon, Negative);
        _ = account.At(on).Cancel(1, Given.Cancellation()).Value; // 50 spent: debt 50, 20 stay available
        Assert.That((account.State.Available.Value, account.State.Debt.Value), Is.EqualTo((20m, 50m)));
        _ = account.At(on).Accrue(Given.Accrual(30, availableAt: Noon.AddHours(1))).Value;
        Assert.That(account.State.Debt.Value, Is.EqualTo(50m), "pending points don't pay");
        _ = account.At(on).Redeem(Given.Hold(20)).Value;
        _ = account.At(on).Cancel(3, Given.Cancellation(10)).Value;
        Assert.That((account.State.Available.Value, account.State.Debt.Value), Is.EqualTo((0m, 40m)), "a cancel pays");
        account.At(Given.On(Noon.AddSeconds(60), Negative));
        Assert.That((account.State.Balance.Value, account.State.Held.Value, account.State.Debt.Value),
            Is.EqualTo((0m, 0m, 20m)), "a time-out pays");
        account.At(Given.On(Noon.AddHours(1), Negative));
        Assert.That((account.State.Balance.Value, account.State.Debt.Value), Is.EqualTo((10m, 0m)), "activation pays");
        account.AssertConserved();
    }

    [Test]
    public void Held_points_of_an_accrual_are_not_taken_back()
    {
        var account = Given.EmptyAccount().With(Given.Accrual(50));
        _ = account.At(Given.On(Noon)).Redeem(Given.Hold(30)).Value;
        Assert.That(account.Fork().At(Given.On(Noon)).Cancel(1, Given.Cancellation(21)).Decline!.Code,
            Is.EqualTo("accrual_already_spent"));
        _ = account.At(Given.On(Noon, Negative)).Cancel(1, Given.Cancellation()).Value;
        Assert.That((account.State.Balance.Value, account.State.Held.Value, account.State.Debt.Value),
            Is.EqualTo((30m, 30m, 30m)));
        Assert.That(account.At(Given.On(Noon, Negative)).CommitHold(2, null).IsOk, Is.True);
    }

    [TestCase(1)]
    [TestCase(29)]
    [TestCase(31)]
    [TestCase(32)]
    [TestCase(90)]
    public void No_cancel_and_redo_makes_points_immortal(int daysLater)
    {
        // The lot ends a day after noon, holds last 30 days at most, the grace is 30: nothing outlives 61 days.
        var policy = new ProgramPolicy { Cancellation = new() { WindowSeconds = null } };
        var account = Given.EmptyAccount().With(Given.Accrual(50, Noon.AddDays(1)));
        _ = account.At(Given.On(Noon, policy)).Redeem(Given.Redemption(50)).Value;
        var returned = Noon.AddDays(daysLater);
        _ = account.At(Given.On(returned, policy)).Cancel(2, Given.Cancellation()).Value;
        var last = Noon.AddDays(61);
        var expected = returned.AddDays(30) < last ? returned.AddDays(30) : last;
        Assert.That(account.State.Lot(1)!.ExpiresAt, Is.EqualTo(expected));
        Assert.That(account.State.Available.Value, Is.EqualTo(expected > returned ? 50m : 0m));
    }

    [Test]
    public void What_is_no_accrual_and_no_redemption_can_not_be_cancelled()
    {
        var account = Given.EmptyAccount();
        _ = account.At(Given.On(Noon)).Adjust(new(new(5), true, Particulars.None)).Value;
        Assert.That(account.At(Given.On(Noon)).Cancel(1, Given.Cancellation())
            .Decline!.Code, Is.EqualTo("not_cancellable"));
        Assert.That(account.At(Given.On(Noon)).Cancel(9, Given.Cancellation()).Decline!.Code,
            Is.EqualTo("transaction_not_found"));
    }
}
