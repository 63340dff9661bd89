using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Members;

namespace Loyalty.Domain.Tests.Accounts;

public sealed class AccrualTests
{
    [Test]
    public void Points_come_as_a_lot_and_an_entry()
    {
        var account = Given.EmptyAccount();
        var accrual = account.At(Given.On(Given.Noon)).Accrue(Given.Accrual(100.50m)).Value;
        Assert.Multiple(() =>
        {
            Assert.That(account.State.Balance, Is.EqualTo(new Points(100.50m)));
            Assert.That(account.State.Lots, Has.Count.EqualTo(1));
            Assert.That(account.Entries.Single().Seq, Is.EqualTo(1));
            Assert.That(account.Entries[0].Amount, Is.EqualTo(new Points(100.50m)));
            Assert.That(accrual.Lot.Id, Is.EqualTo(account.Entries[0].Seq));
        });
    }

    [Test]
    public void Points_for_later_are_pending_until_their_time_and_then_spendable()
    {
        var account = Given.EmptyAccount();
        account.At(Given.On(Given.Noon)).Accrue(Given.Accrual(100, availableAt: Given.Noon.AddHours(1)));
        Assert.That((account.State.Pending, account.State.Balance), Is.EqualTo((new Points(100), Points.Zero)));

        account.At(Given.On(Given.Noon.AddHours(1).AddTicks(-10)));
        Assert.That(account.State.Pending, Is.EqualTo(new Points(100)));

        account.At(Given.On(Given.Noon.AddHours(2)));
        account.Seal(Given.Noon.AddHours(2));
        Assert.Multiple(() =>
        {
            Assert.That((account.State.Pending, account.State.Balance), Is.EqualTo((Points.Zero, new Points(100))));
            Assert.That(account.Entries[^1].Kind, Is.EqualTo(EntryKind.Activation));
            Assert.That(account.Entries[^1].EffectiveAt, Is.EqualTo(Given.Noon.AddHours(1)));
            Assert.That(account.Entries[^1].RecordedAt, Is.EqualTo(Given.Noon.AddHours(2)));
        });
    }

    [Test]
    public void Unspent_points_leave_when_they_expire()
    {
        var account = Given.EmptyAccount()
            .With(Given.Accrual(100, expiresAt: Given.Noon.AddDays(1)), Given.Accrual(50));
        account.At(Given.On(Given.Noon)).Redeem(Given.Redemption(30));
        account.At(Given.On(Given.Noon.AddDays(1)));
        Assert.Multiple(() =>
        {
            Assert.That(account.State.Balance, Is.EqualTo(new Points(50)));
            Assert.That(account.State.Expired, Is.EqualTo(new Points(70)));
            Assert.That(account.Entries[^1].Kind, Is.EqualTo(EntryKind.Expiry));
            Assert.That(account.State.NextDueAt, Is.Null);
        });
    }

    [Test]
    public void Due_changes_run_in_order_of_their_times()
    {
        var account = Given.EmptyAccount().With(
            Given.Accrual(1, expiresAt: Given.Noon.AddHours(3)),
            Given.Accrual(2, availableAt: Given.Noon.AddHours(1), expiresAt: Given.Noon.AddHours(2)),
            Given.Accrual(4, availableAt: Given.Noon.AddHours(3)));
        account.At(Given.On(Given.Noon.AddDays(1)));
        Assert.That(account.Entries.Skip(3)
            .Select(entry => (entry.Kind, entry.RelatedSeq)), Is.EqualTo(new (string, int?)[]
        {
            (EntryKind.Activation, 2), (EntryKind.Expiry, 2), (EntryKind.Activation, 3), (EntryKind.Expiry, 1),
        }));
    }

    [Test]
    public void The_ledgers_time_never_runs_backwards_when_a_clock_does()
    {
        var account = Given.EmptyAccount();
        account.At(Given.On(Given.Noon)).Accrue(Given.Accrual(1));
        account.At(Given.On(Given.Noon.AddMinutes(-5))).Accrue(Given.Accrual(1));
        Assert.That(account.Entries[1].EffectiveAt, Is.EqualTo(Given.Noon));
    }

    [TestCase(-1, 0, "in_the_past")]
    [TestCase(0, 0, "in_the_past")]
    [TestCase(60, 60, "not_after_available_at")]
    [TestCase(60, 120, "not_after_available_at")]
    public void An_expiry_must_lie_ahead_and_after_the_start(int expiresInSeconds, int availableInSeconds, string code)
    {
        var request = Given.Accrual(
            1, Given.Noon.AddSeconds(expiresInSeconds), Given.Noon.AddSeconds(availableInSeconds));
        var result = Given.EmptyAccount().At(Given.On(Given.Noon)).Accrue(request);
        Assert.That(result.Decline!.Errors.Single().Code, Is.EqualTo(code));
    }

    [TestCase(60, true)]
    [TestCase(61, false)]
    public void A_callers_clock_may_be_a_minute_ahead(int seconds, bool isOk)
    {
        var request = Given.Accrual(1, particulars: new() { OccurredAt = Given.Noon.AddSeconds(seconds) });
        Assert.That(Given.EmptyAccount().At(Given.On(Given.Noon)).Accrue(request).IsOk, Is.EqualTo(isOk));
    }

    [TestCase(0, "1", true)]
    [TestCase(0, "1.0", false)]
    [TestCase(2, "1.01", true)]
    [TestCase(2, "1.001", false)]
    [TestCase(4, "1.0001", true)]
    public void Amounts_have_at_most_the_currencys_decimals(int scale, string text, bool isOk)
    {
        _ = Points.TryParse(text, out var points);
        var account = Given.EmptyAccount(Given.Currency with { Scale = scale });
        var result = account.At(Given.On(Given.Noon)).Accrue(new(points, null, null, Particulars.None));
        Assert.That(result.Decline?.Errors[0].Code, Is.EqualTo(isOk ? null : "too_precise"));
    }

    [Test]
    public void A_balance_can_reach_the_most_and_not_pass_it()
    {
        var account = Given.EmptyAccount();
        Assert.That(account.At(Given.On(Given.Noon)).Accrue(Given.Accrual(Points.Max.Value)).IsOk, Is.True);
        var beyond = account.At(Given.On(Given.Noon)).Accrue(Given.Accrual(0.01m, availableAt: Given.Noon.AddDays(1)));
        Assert.That(beyond.Decline!.Code, Is.EqualTo("limit_reached"));
        Assert.That(account.Entries, Has.Count.EqualTo(1));
    }

    [TestCase(MemberStatus.Blocked, null)]
    [TestCase(MemberStatus.Closed, "account_closed")]
    public void A_blocked_member_still_earns_and_a_closed_one_does_not(string status, string? code)
    {
        var result = Given.EmptyAccount(status: status).At(Given.On(Given.Noon)).Accrue(Given.Accrual(1));
        Assert.That(result.Decline?.Code, Is.EqualTo(code));
    }

    [Test]
    public void Commands_leave_the_last_places_of_a_ledger_to_time()
    {
        var full = new Account(
            new AccountState { Id = new(5), Currency = Given.Currency, Seq = TransactionNumber.MaxSeq - 1024 });
        Assert.That(full.At(Given.On(Given.Noon)).Accrue(Given.Accrual(1)).Decline!.Code, Is.EqualTo("limit_reached"));
        Assert.That(full.At(Given.On(Given.Noon)).CheckRedemption(Given.Redemption(1))
            .Value.Reasons.Select(reason => reason.Code),
            Does.Contain("limit_reached"));
    }
}
