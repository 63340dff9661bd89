using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Tiers;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class PromotionTests
{
    static readonly Promotion Any = new() { Id = "P", Number = 1, Name = "P" };

    static readonly Tier Gold = new()
    {
        Code = "gold",
        Number = 1,
        Name = "Gold",
        Level = 1,
        MinPointsEarned = new(500),
    };

    static Occasion On(Promotion promotion, DateTimeOffset? now = null, params object[] facts)
    {
        var program = Given.Program() with
        {
            PointsCurrencies = [Given.Currency, new(2, "other", "Other", 0, false)],
            Tiers = [Gold],
        };
        program = program with
        {
            Promotions = new Dictionary<string, Promotion> { [promotion.Id] = promotion.AsStored(program) },
        };
        return facts.Aggregate(
            new Occasion(program, now ?? Given.Noon, "till", [1, 2, 3]), (on, fact) => on.Knowing(fact));
    }

    static RedemptionRequest Redemption(decimal? points, string promotion = "P") =>
        Given.Redemption(1) with { Points = points is { } given ? new Points(given) : null, Promotion = promotion };

    static AccrualRequest Accrual(decimal? points, string promotion = "P") =>
        Given.Accrual(1) with { Points = points is { } given ? new Points(given) : null, Promotion = promotion };

    static PromotionUses Unused(bool accrues) => new(new("P", accrues), new Dictionary<int, Points?>());

    static Promotion With(RedeemRule rule) => Any with { RedeemRules = [rule] };

    static Promotion With(AccrualRule rule) => Any with { AccrualRules = [rule] };

    static string? Refusal(Promotion promotion, decimal? points, DateTimeOffset? now = null) =>
        Given.EmptyAccount().With(Given.Accrual(100)).At(On(promotion, now)).Redeem(Redemption(points)).Decline?.Code;

    [Test]
    public void A_promotion_that_is_not_there_is_not_found_by_either_direction()
    {
        var account = Given.EmptyAccount().With(Given.Accrual(100)).At(On(Any));
        Assert.Multiple(() =>
        {
            Assert.That(account.Redeem(Redemption(1, "other")).Decline!.Code, Is.EqualTo("promotion_not_found"));
            Assert.That(account.Accrue(Accrual(1, "other")).Decline!.Code, Is.EqualTo("promotion_not_found"));
        });
    }

    [TestCase(49.99, "promotion_amount_mismatch")]
    [TestCase(50, null)]
    [TestCase(50.01, "promotion_amount_mismatch")]
    [TestCase(null, null)]
    public void A_static_amount_is_the_only_one_and_need_not_be_said(decimal? points, string? code) =>
        Assert.That(Refusal(With(new RedeemRule { StaticPoints = new(50) }), points), Is.EqualTo(code));

    [TestCase(9.99, "below_minimum")]
    [TestCase(10, null)]
    [TestCase(20, null)]
    [TestCase(20.01, "above_maximum")]
    [TestCase(null, "points_required")]
    public void An_amount_keeps_to_the_promotions_bounds(decimal? points, string? code) =>
        Assert.That(Refusal(With(new RedeemRule { MinPoints = new(10), MaxPoints = new(20) }), points),
            Is.EqualTo(code));

    [Test]
    public void Of_the_programs_bounds_and_the_promotions_the_tightest_count()
    {
        var promotion = With(new RedeemRule { MinPoints = new(10), MaxPoints = new(20) });
        RedemptionPolicy Policy(decimal min, decimal max) => new() { MinPoints = new(min), MaxPoints = new(max) };
        (string, string) Bounds(RedemptionPolicy policy)
        {
            var on = On(promotion);
            var account = Given.EmptyAccount().With(Given.Accrual(100))
                .At(on with { Program = on.Program with { Policy = new() { Redemption = policy } } });
            return (account.Redeem(Redemption(1)).Decline!.Reasons[0].Arguments["minimum"],
                account.Redeem(Redemption(90)).Decline!.Reasons[0].Arguments["maximum"]);
        }

        Assert.That(Bounds(Policy(5, 50)), Is.EqualTo(("10.00", "20.00")));
        Assert.That(Bounds(Policy(15, 16)), Is.EqualTo(("15.00", "16.00")));
    }

    [Test]
    public void A_promotion_counts_from_its_start_included_to_its_end_excluded()
    {
        var promotion = Any with { StartsAt = Given.Noon, EndsAt = Given.Noon.AddHours(1) };
        Assert.Multiple(() =>
        {
            Assert.That(Refusal(promotion with { StartsAt = Given.Noon.AddTicks(10) }, 1), Is.EqualTo("not_eligible"));
            Assert.That(Refusal(promotion, 1), Is.Null);
            Assert.That(Refusal(promotion, 1, Given.Noon.AddHours(1).AddTicks(-10)), Is.Null);
            Assert.That(Refusal(promotion, 1, Given.Noon.AddHours(1)), Is.EqualTo("not_eligible"));
            Assert.That(Refusal(promotion with { Active = false }, 1), Is.EqualTo("not_eligible"));
            Assert.That(Refusal(With(new RedeemRule { PointsCurrency = "other" }), 1), Is.EqualTo("not_eligible"));
        });
    }

    [Test]
    public void A_tier_reached_by_an_accrual_counts_for_the_very_next_decision()
    {
        var on = On(Any with { AllowedTiers = ["gold"] });
        var account = Given.EmptyAccount().With(Given.Accrual(499.99m));
        Assert.That(account.At(on).Redeem(Redemption(1)).Decline!.Reasons.Single().Arguments["reason"],
            Is.EqualTo("promotion_tier"));
        _ = account.At(on).Accrue(Given.Accrual(0.01m)).Value;
        Assert.That(account.At(on).Redeem(Redemption(1)).IsOk, Is.True);
    }

    [Test]
    public void What_is_temporary_reaches_a_tier_with_its_commit_alone()
    {
        var on = On(Any with { AllowedTiers = ["gold"] });
        var account = Given.EmptyAccount().With(
            Given.Accrual(10), Given.Accrual(500) with { Temporary = new(60) });
        Assert.That(account.At(on).Redeem(Redemption(1)).IsOk, Is.False);
        _ = account.At(on).CommitAccrual(2, null).Value;
        Assert.That(account.At(on).Redeem(Redemption(1)).IsOk, Is.True);
    }

    [Test]
    public void A_decision_asks_at_once_for_all_that_it_has_to_know()
    {
        var promotion = Any with { AllowedTiers = ["gold"], MaxUsesPerMember = 1 };
        var on = On(promotion);
        var account = Given.EmptyAccount().With(Given.Accrual(1)).At(on with
        {
            Program = on.Program with
            {
                Tiers = [Gold with { PeriodDays = 30 }],
                Policy = new() { Redemption = new() { MaxRedemptionsPerDay = 1 } },
            },
        });
        Assert.That(account.Redeem(Redemption(1)).Missing!.Facts, Is.EquivalentTo(new WantedFact[]
        {
            new UsageAt(Given.Noon), new TierAt(Given.Noon), new PromotionUsesOf("P", Accrues: false),
        }));
    }

    [Test]
    public void Uses_and_points_are_counted_net_of_what_was_given_back()
    {
        var promotion = Any with { MaxUsesPerMember = 2, MaxPointsPerMember = new(30) };
        var account = Given.EmptyAccount().With(Given.Accrual(100));
        Account At() => account.At(On(promotion, facts: Unused(accrues: false)));
        string? Limit(decimal points) =>
            account.Fork().At(On(promotion, facts: Unused(accrues: false))).Redeem(Redemption(points))
                .Decline?.Reasons[0].Arguments["limit"];

        Assert.That(Limit(30.01m), Is.EqualTo("promotion_points"));
        var first = At().Redeem(Redemption(10)).Value;
        var hold = At().Redeem(Redemption(20) with { Hold = new(60) }).Value;
        Assert.That(Limit(1), Is.EqualTo("promotion_uses"));
        _ = At().RollbackHold(hold.Id, Particulars.None).Value;
        Assert.That((Limit(20), Limit(20.01m)), Is.EqualTo(((string?)null, "promotion_points")));
        _ = At().Cancel(first.Id, Given.Cancellation(4)).Value;
        Assert.That((Limit(24), Limit(24.01m)), Is.EqualTo(((string?)null, "promotion_points")));
        _ = At().Cancel(first.Id, Given.Cancellation()).Value;
        Assert.That((Limit(30), Limit(30.01m)), Is.EqualTo(((string?)null, "promotion_points")));
    }

    [Test]
    public void What_was_used_before_counts_as_the_account_has_it_now()
    {
        var promotion = Any with { MaxPointsPerMember = new(30) };
        var account = Given.EmptyAccount().With(Given.Accrual(100)).Reloaded();
        var uses = new PromotionUses(new("P", false), new Dictionary<int, Points?> { [77] = new(25), [78] = new(0) });
        var check = account.At(On(promotion, facts: uses)).CheckRedemption(Redemption(6)).Value;
        Assert.That((check.Reasons.Single().Arguments["remaining"], check.MaxRedeemable), Is.EqualTo(
            ("5.00", new Points(5))));
    }

    [TestCase(10, 15)]
    [TestCase(0.01, 0.01)]
    public void An_accrual_rule_multiplies_the_points_and_rounds_down(decimal points, decimal earned)
    {
        var account = Given.EmptyAccount().At(On(With(new AccrualRule { Multiplier = new(1.5m) })));
        var accrual = account.Accrue(Accrual(points)).Value;
        Assert.That((accrual.Lot.Points.Value, account.Entries[0].PromotionId), Is.EqualTo((earned, "P")));
    }

    [Test]
    public void An_accrual_that_rounds_to_nothing_is_refused() => Assert.That(
        Given.EmptyAccount().At(On(With(new AccrualRule { Multiplier = new(0.5m) }))).Accrue(Accrual(0.01m))
            .Decline!.Code,
        Is.EqualTo("below_minimum"));

    [TestCase(50, null)]
    [TestCase(null, null)]
    [TestCase(49, "promotion_amount_mismatch")]
    public void An_accrual_rule_replaces_the_points(decimal? points, string? code)
    {
        var account = Given.EmptyAccount().At(On(With(new AccrualRule { StaticPoints = new(50) })));
        var accrual = account.Accrue(Accrual(points));
        Assert.That(accrual.Decline?.Code, Is.EqualTo(code));
        Assert.That(account.State.Balance.Value, Is.EqualTo(code is null ? 50 : 0));
    }

    [Test]
    public void Accruals_and_redemptions_use_a_promotion_each_for_themselves()
    {
        var promotion = Any with { MaxUsesPerMember = 1 };
        var account = Given.EmptyAccount();
        _ = account.At(On(promotion, facts: Unused(accrues: true))).Accrue(Accrual(10)).Value;
        Assert.That(account.At(On(promotion, facts: Unused(accrues: true))).Accrue(Accrual(10)).Decline!.Code,
            Is.EqualTo("limit_reached"));
        Assert.That(account.At(On(promotion, facts: Unused(accrues: false))).Redeem(Redemption(1)).IsOk, Is.True);
        Assert.That(account.At(On(promotion, facts: Unused(accrues: true))).Cancel(1, Given.Cancellation(5)).IsOk,
            Is.True);
        Assert.That(account.At(On(promotion, facts: Unused(accrues: true))).Accrue(Accrual(10)).IsOk, Is.False);
    }

    [Test]
    public void A_redemption_with_a_promotion_has_a_row_and_its_entry_says_which()
    {
        var account = Given.EmptyAccount().With(Given.Accrual(100)).At(On(Any));
        var redemption = account.Redeem(Redemption(10)).Value;
        Assert.That(
            (redemption.IsPlain, account.ChangedRedemptions.Single().Promotion, account.Entries[^1].PromotionId),
            Is.EqualTo((false, "P", "P")));
        account.Seal(Given.Noon);
        Assert.That(Given.Checked(account).Finish(Given.Stored(account), account.State.NextDueAt), Is.Empty);
    }
}
