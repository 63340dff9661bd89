using Loyalty.Domain.Accounts;
using Loyalty.Domain.Members;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Redemptions;

namespace Loyalty.Domain.Tests.Accounts;

public sealed class RedemptionTests
{
    [Test]
    public void Lots_that_expire_first_are_spent_first_ties_by_age_and_never_last()
    {
        var account = Given.EmptyAccount().With(
            Given.Accrual(10),
            Given.Accrual(10, Given.Noon.AddDays(20)),
            Given.Accrual(10, Given.Noon.AddDays(10)),
            Given.Accrual(10, Given.Noon.AddDays(10)));
        _ = account.At(Given.On(Given.Noon)).Redeem(Given.Redemption(35)).Value;
        Assert.That(account.Entries[^1].Lots, Is.EqualTo(new LotChange[]
        {
            new(3, new(-10)), new(4, new(-10)), new(2, new(-10)), new(1, new(-5)),
        }));
    }

    [Test]
    public void A_member_cannot_spend_more_than_is_available()
    {
        var account = Given.EmptyAccount()
            .With(Given.Accrual(100), Given.Accrual(50, availableAt: Given.Noon.AddDays(1)));
        var result = account.At(Given.On(Given.Noon)).Redeem(Given.Redemption(100.01m));
        Assert.Multiple(() =>
        {
            Assert.That(result.Decline!.Code, Is.EqualTo("insufficient_points"));
            Assert.That(result.Decline.Reasons[0].Arguments["available"], Is.EqualTo("100.00"));
            Assert.That(account.Entries, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public void Points_can_be_spent_until_they_expire_and_not_at_that_instant()
    {
        var expiry = Given.Noon.AddDays(1);
        Account Fresh() => Given.EmptyAccount().With(Given.Accrual(10, expiry)).Reloaded();
        Assert.That(Fresh().At(Given.On(expiry.AddTicks(-10))).Redeem(Given.Redemption(10)).IsOk, Is.True);
        Assert.That(Fresh().At(Given.On(expiry)).Redeem(Given.Redemption(10))
            .Decline!.Code, Is.EqualTo("insufficient_points"));
    }

    [Test]
    public void All_reasons_are_named_in_the_documented_order()
    {
        var policy = new RedemptionPolicy
        {
            MinPoints = new(1000),
            MaxPoints = new(5),
            MultipleOf = new(10),
            MaxPointsPerDay = new(3),
        };
        var usage = UsageBefore.Nothing(Periods.Around(Given.Noon, "UTC"));
        var account = Given.EmptyAccount(status: MemberStatus.Blocked);
        var result = account.At(Given.On(Given.Noon, policy).Knowing(usage)).Redeem(Given.Redemption(7));
        var codes = result.Decline!.Reasons.Select(reason => reason.Code).ToList();
        Assert.That(codes, Is.EqualTo(new[]
        {
            "account_blocked", "insufficient_points", "below_minimum", "above_maximum", "not_a_multiple",
                "limit_reached",
        }));
        Assert.That(codes, Is.EqualTo(codes.OrderBy(code => RedemptionRules.Codes.ToList().IndexOf(code))));
    }

    [TestCase(99, "below_minimum")]
    [TestCase(100, null)]
    [TestCase(200, null)]
    [TestCase(201, "above_maximum")]
    [TestCase(150, null)]
    [TestCase(155, "not_a_multiple")]
    public void Minimum_maximum_and_multiple_hold_at_their_edges(int points, string? code)
    {
        var policy = new RedemptionPolicy
        {
            MinPoints = new(100),
            MaxPoints = new(200),
            MultipleOf = points % 10 == 5
            ? new(10) : new(1)
        };
        var account = Given.EmptyAccount().With(Given.Accrual(1000));
        Assert.That(account.At(Given.On(Given.Noon, policy)).Redeem(Given.Redemption(points))
            .Decline?.Code, Is.EqualTo(code));
    }

    [Test]
    public void Limits_of_day_and_month_count_what_was_taken_since_these_began()
    {
        var policy = new RedemptionPolicy
        {
            MaxPointsPerDay = new(100),
            MaxPointsPerMonth = new(150),
            MaxRedemptionsPerDay = 2
        };
        var usage = new UsageBefore(Periods.Around(Given.Noon, "UTC"), new(70), 4, Points.Zero, new(20));
        var state = Given.EmptyAccount().With(Given.Accrual(1000)).State with
        {
            Redeemed = new(120),
            RedeemedCount = 5,
        };
        var on = Given.On(Given.Noon, policy).Knowing(usage);
        var check = new Account(state).At(on).CheckRedemption(Given.Redemption(1)).Value;

        // 50 taken today of 100, 100 this month of 150: 50 are left either way, and one redemption.
        Assert.That(check.MaxRedeemable, Is.EqualTo(new Points(50)));
        var account = new Account(state);
        Assert.That(account.At(on).Redeem(Given.Redemption(50.01m))
            .Decline!.Code, Is.EqualTo("limit_reached"));
        Assert.That(account.At(on).Redeem(Given.Redemption(49)).IsOk, Is.True);
        Assert.That(account.At(on).Redeem(Given.Redemption(1))
            .Decline!.Reasons[0].Arguments["limit"],
            Is.EqualTo("redemptions_per_day"));
    }

    [Test]
    public void A_limit_asks_for_usage_that_was_not_loaded_or_is_of_another_day()
    {
        var policy = new RedemptionPolicy { MaxPointsPerDay = new(100) };
        var yesterday = UsageBefore.Nothing(Periods.Around(Given.Noon.AddDays(-1), "UTC"));
        foreach (var usage in new[] { null, yesterday })
        {
            var on = Given.On(Given.Noon, policy);
            var account = Given.EmptyAccount().With(Given.Accrual(10)).At(usage is null ? on : on.Knowing(usage));
            Assert.That(account.Redeem(Given.Redemption(1)).Missing,
                Is.EqualTo(MissingParts.Of(new UsageAt(Given.Noon))));
        }
    }

    [TestCase("2.5", 0, "12.5", "10")]
    [TestCase("0.3", 2, "100", "99.90")]
    [TestCase("0.0007", 2, "1", "0.98")]
    public void The_largest_amount_is_a_multiple_that_the_scale_can_write(
        string multiple, int scale, string balance, string expected)
    {
        _ = Points.TryParse(multiple, out var step);
        _ = Points.TryParse(balance, out var points);
        var currency = Given.Currency with { Scale = scale };
        var lot = new Lot { Id = 1, Points = points, Remaining = points, Pending = false, AvailableAt = Given.Noon };
        var account = new Account(
            new AccountState { Id = new(5), Currency = currency, Balance = points, Seq = 1, Lots = [lot] });
        var check = account.At(Given.On(Given.Noon, new RedemptionPolicy { MultipleOf = step })).CheckRedemption(
            Given.Redemption(1))
            .Value;
        Assert.That(check.MaxRedeemable.ToString(), Is.EqualTo(expected));
    }

    [Test]
    public void More_lots_than_were_loaded_are_asked_for_when_they_are_needed()
    {
        var lots = new[] { 1, 2 }.Select(id => new Lot
        {
            Id = id,
            Points = new(10),
            Remaining = new(10),
            Pending = false,
            AvailableAt = Given.Noon,
            ExpiresAt = Given.Noon.AddDays(id),
        }).ToList();
        var state = new AccountState
        {
            Id = new(5),
            Currency = Given.Currency,
            Balance = new(50),
            Seq = 9,
            Lots = [.. lots],
            Horizon = lots[1]
        };

        var enough = new Account(state);
        Assert.That(enough.At(Given.On(Given.Noon)).Redeem(Given.Redemption(20)).IsOk, Is.True);
        enough.AssertConserved();

        var more = new Account(state);
        Assert.That(more.At(Given.On(Given.Noon)).Redeem(Given.Redemption(21)).Missing,
            Is.EqualTo(MissingParts.AllLots));

        var later = new Account(state);
        Assert.That(later.MoveTo(Given.On(Given.Noon.AddDays(2))), Is.EqualTo(MissingParts.AllLots));
    }

    [Test]
    public void A_new_lot_behind_the_horizon_is_not_spent_before_those_in_between()
    {
        var lot = new Lot
        {
            Id = 1,
            Points = new(10),
            Remaining = new(10),
            Pending = false,
            AvailableAt = Given.Noon,
            ExpiresAt = Given.Noon.AddDays(1),
        };
        var account = new Account(new AccountState
        {
            Id = new(5),
            Currency = Given.Currency,
            Balance = new(50),
            Seq = 9,
            Lots = [lot],
            Horizon = lot,
        });
        account.At(Given.On(Given.Noon)).Accrue(Given.Accrual(10));
        Assert.That(account.At(Given.On(Given.Noon)).Redeem(Given.Redemption(15)).Missing,
            Is.EqualTo(MissingParts.AllLots));
    }

    [Test]
    public void A_fork_leaves_its_origin_as_it_was()
    {
        var account = Given.EmptyAccount().With(Given.Accrual(10));
        var fork = account.Fork();
        fork.At(Given.On(Given.Noon)).Redeem(Given.Hold(4));
        Assert.That((account.State.Available, account.Entries.Count, account.ChangedRedemptions.Count),
            Is.EqualTo((new Points(10), 1, 0)));
        Assert.That((fork.State.Available, fork.Entries.Count, fork.ChangedRedemptions.Count),
            Is.EqualTo((new Points(6), 2, 1)));
    }

    [Test]
    public void An_account_whose_lots_and_balance_disagree_is_not_worked_on() =>
        Assert.That(() => new Account(new AccountState { Id = new(5), Currency = Given.Currency, Balance = new(1) }),
            Throws.TypeOf<ConservationException>());
}
