using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Rewards;
using static Loyalty.Domain.Tests.Rewards.GivenRewards;

namespace Loyalty.Domain.Tests.Rewards;

public sealed class RateTests
{
    static (string Points, string? Value, string? Fee) Given(Redemption redemption) =>
        ($"{redemption.Points}", redemption.Reward!.Value?.ToString(), redemption.Reward.Fee?.ToString());

    [Test]
    public void Points_by_a_rate_give_their_value_and_a_fee_is_told_beside_it()
    {
        var rate = Cashback with { Fee = new() { Percent = new(2), Fixed = 0.50m } };
        Assert.That(Given(Rich().Redeem(On(rate), Request("cashback", 250)).Value),
            Is.EqualTo(("250", "10.00 EUR", "0.70 EUR")));
        Assert.That(Given(Rich().Redeem(On(Voucher), Request("voucher", 100)).Value),
            Is.EqualTo(("100", "5.00 EUR", (string?)null)));
    }

    [TestCase(null, 100, "100.00")]
    [TestCase(null, 0.01, "0.20")]
    [TestCase(30, 0.01, "30.00")]
    [TestCase(30, 1.50, "30.00")]
    [TestCase(30, 1.51, "60.00")]
    public void An_amount_becomes_the_fewest_points_whose_value_reaches_it(
        int? multipleOf, decimal amount, string points)
    {
        var rate = Voucher with { MultipleOf = multipleOf is { } step ? new Points(step) : null };
        var policy = amount == 100 ? new RedemptionPolicy { MultipleOf = new(7) } : null;
        var redemption = Rich().Redeem(On(rate, policy), Request("voucher", amount: amount)).Value;
        Assert.That($"{redemption.Points}", Is.EqualTo(amount == 100 ? "2002.00" : points));
        Assert.That(redemption.Reward!.Value!.Amount, Is.GreaterThanOrEqualTo(amount));
    }

    [Test]
    public void A_tiers_bonus_multiplies_the_value_and_lessens_the_points_of_an_amount()
    {
        var on = On(Voucher with { TierBonus = new Dictionary<string, Factor> { ["gold"] = new(1.25m) } });
        Assert.That(Given(Rich(499).Redeem(on, Request("voucher", 100)).Value).Value, Is.EqualTo("5.00 EUR"));
        Assert.That(Given(Rich(500).Redeem(on, Request("voucher", 100)).Value).Value, Is.EqualTo("6.25 EUR"));
        Assert.That(Given(Rich(500).Redeem(on, Request("voucher", amount: 5)).Value), Is.EqualTo(
            ("80.00", "5.00 EUR", (string?)null)));
    }

    [TestCase(19.99, "below_minimum")]
    [TestCase(20, null)]
    [TestCase(200, null)]
    [TestCase(200.01, "above_maximum")]
    public void A_rate_has_bounds_of_its_own(decimal points, string? code) => Assert.That(
        Rich().Refusal(On(Voucher with { MinPoints = new(20), MaxPoints = new(200) }), Request("voucher", points)),
        Is.EqualTo(code));

    [Test]
    public void Of_the_programs_bounds_and_the_rates_the_tightest_count()
    {
        var on = On(
            Voucher with { MinPoints = new(20), MaxPoints = new(200), MultipleOf = new(4) },
            new() { MinPoints = new(30), MaxPoints = new(100), MultipleOf = new(6) });
        Assert.That(new[] { 24m, 30m, 36m, 96m, 108m, 104m }.Select(points =>
            Rich().Refusal(on, Request("voucher", points))), Is.EqualTo(new[]
            {
                "below_minimum", "not_a_multiple", null, null, "above_maximum", "above_maximum",
            }));
        var check = Rich().Decide(on, account => account.CheckRedemption(Request("voucher", 30))).Value;
        Assert.That((check.MaxRedeemable, $"{check.MaxValue}"), Is.EqualTo((new Points(96), "4.80 EUR")));
    }

    [TestCase(0.19, "below_minimum")]
    [TestCase(0.20, null)]
    public void What_would_be_worth_nothing_is_below_the_minimum(decimal points, string? code) =>
        Assert.That(Rich().Refusal(On(Voucher), Request("voucher", points)), Is.EqualTo(code));

    [TestCase(12.74, "below_minimum")] // 0.50 of value, 0.50 of fixed fee, and a cent of the other
    [TestCase(13.00, null)]
    public void What_the_fee_takes_wholly_is_below_the_minimum(decimal points, string? code) =>
        Assert.That(Rich().Refusal(
            On(Cashback with { Fee = new() { Percent = new(1), Fixed = 0.50m } }), Request("cashback", points)),
            Is.EqualTo(code));

    [Test]
    public void A_rate_whose_fee_takes_all_lets_nothing_pass()
    {
        var on = On(Cashback with { Fee = new() { Percent = new(100) } });
        var check = Rich().Decide(on, account => account.CheckRedemption(Request("cashback", 1000))).Value;
        Assert.That((check.Reasons.Single().Code, check.MaxRedeemable), Is.EqualTo(("below_minimum", Points.Zero)));
    }

    [TestCase(100, 10, null)]
    [TestCase(100.19, 10, null)] // still 5.00
    [TestCase(100.20, 10, "exceeds_purchase_share")]
    [TestCase(99.80, 9.99, null)] // half of 9.99 is 4.99
    [TestCase(100, 9.99, "exceeds_purchase_share")]
    public void A_discount_keeps_to_its_share_of_the_purchase(decimal points, decimal purchase, string? code) =>
        Assert.That(Rich().Refusal(On(Discount with { MaxPurchaseShare = new(0.5m) }),
            Request("purchase_discount", points, purchase: purchase)), Is.EqualTo(code));

    [Test]
    public void A_discount_without_a_share_never_exceeds_the_purchase()
    {
        Assert.That(Rich().Refusal(On(Discount), Request("purchase_discount", 600, purchase: 20)),
            Is.EqualTo("exceeds_purchase_share"));
        Assert.That(Rich().Refusal(On(Discount), Request("purchase_discount", 400, purchase: 20)), Is.Null);
    }

    [Test]
    public void Redemptions_for_one_order_share_the_purchases_share_until_they_are_given_back()
    {
        var on = On(Discount with { MaxPurchaseShare = new(0.5m) });
        var account = Rich();
        RedemptionRequest Of(decimal points, string? order) =>
            Request("purchase_discount", points, purchase: 10, order: order);
        var first = account.Redeem(on, Of(60, "o-1")).Value;
        Assert.Multiple(() =>
        {
            Assert.That(account.Refusal(on, Of(40, "o-1")), Is.Null);
            Assert.That(account.Refusal(on, Of(40.20m, "o-1")), Is.EqualTo("exceeds_purchase_share"));
            Assert.That(account.Refusal(on, Of(100, "o-2")), Is.Null);
            Assert.That(account.Refusal(on, Of(100, null)), Is.Null);
        });

        _ = account.At(on).Cancel(first.Id, Tests.Given.Cancellation(20)).Value;
        Assert.That(account.Refusal(on, Of(60, "o-1")), Is.Null);
        Assert.That(account.Refusal(on, Of(60.20m, "o-1")), Is.EqualTo("exceeds_purchase_share"));
        _ = account.At(on).Cancel(first.Id, Tests.Given.Cancellation()).Value;
        Assert.That(account.Refusal(on, Of(100, "o-1")), Is.Null);
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public void What_is_not_combinable_refuses_company_in_both_orders_of_arrival(bool first, bool second)
    {
        ConversionRate[] rates = [Discount with { Combinable = first }, Voucher with { Combinable = second }];
        var on = On(null, rates);
        var account = Rich();
        _ = account.Redeem(on, Request("purchase_discount", 20, purchase: 100, order: "o-1")).Value;
        Assert.That(account.Refusal(on, Request("voucher", 20, order: "o-1")), Is.EqualTo("not_combinable"));
        Assert.That(account.Refusal(on, Request("voucher", 20, order: "o-2")), Is.Null);
        Assert.That(account.Refusal(on, Request(null, 20, order: "o-1")), Is.Null, "a plain one is nobody's company");
    }

    [Test]
    public void A_month_counts_what_its_redemptions_by_the_rate_took_and_still_have()
    {
        var rate = Voucher with { MaxPointsPerMonth = new(100) };
        var on = On(null, [rate, Cashback]);
        var account = Rich();
        var hold = account.Redeem(on, Request("voucher", 60) with { Hold = new(60) }).Value;
        _ = account.Redeem(on, Request("cashback", 500)).Value;
        Assert.That(account.Refusal(on, Request("voucher", 40)), Is.Null);
        Assert.That(account.Refusal(on, Request("voucher", 40.01m)), Is.EqualTo("limit_reached"));
        _ = account.At(on).CommitHold(hold.Id, new(20)).Value;
        Assert.That(account.Refusal(on, Request("voucher", 80)), Is.Null);
        Assert.That(account.Refusal(on, Request("voucher", 80.01m)), Is.EqualTo("limit_reached"));
        var next = on with { Now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero) };
        Assert.That(account.Refusal(next, Request("voucher", 100)), Is.Null);
    }

    [Test]
    public void What_has_no_rate_in_the_currency_is_not_supported()
    {
        var dollars = Request("voucher", 100) with { Currency = "USD" };
        Assert.That(Rich().Refusal(On(Voucher), dollars), Is.EqualTo("currency_not_supported"));
        Assert.That(Rich().Refusal(On(Voucher), dollars with { Points = null, Amount = new(5, "USD") }),
            Is.EqualTo("currency_not_supported"));
        Assert.That(Rich().Refusal(On(Voucher with { PointsCurrency = "other" }), Request("voucher", 100)),
            Is.EqualTo("currency_not_supported"));
    }

    [TestCase("voucher")]
    [TestCase("generic")]
    [TestCase(null)]
    public void Points_and_an_amount_together_are_refused(string? type) => Assert.That(
        Rich().Refusal(On(Voucher), Request(type, 100, amount: 5)), Is.EqualTo("points_mismatch"));

    [TestCase("voucher", "promotion_amount_mismatch")]
    [TestCase("generic", "currency_not_supported")]
    public void An_amount_is_never_overruled_by_a_promotions_points(string type, string code)
    {
        var on = On(Voucher);
        var promotion = new Promotion
        {
            Id = "P",
            RedeemRules = [new() { PointsCurrency = "points", StaticPoints = new(20) }],
        };
        on = on with
        {
            Program = on.Program with { Promotions = new Dictionary<string, Promotion> { ["P"] = promotion } },
        };
        Assert.That(Rich().Refusal(on, Request(type, amount: 5) with { Promotion = "P" }), Is.EqualTo(code));
        Assert.That(Rich().Refusal(on, Request("voucher", amount: 1) with { Promotion = "P" }), Is.Null);
    }

    [Test]
    public void No_value_is_more_than_money_can_be()
    {
        var on = On(Voucher with { PointsPerUnit = new(0.0001m) });
        var account = Rich(Points.Max.Value);
        Assert.That(account.Refusal(on, Request("voucher", 10_000_000_000m)), Is.Null);
        Assert.That(account.Refusal(on, Request("voucher", 10_000_000_000.01m)), Is.EqualTo("above_maximum"));
    }

    [TestCase(99.80, null)]
    [TestCase(99.81, "not_cancellable")]
    public void A_cancel_leaves_nothing_that_is_worth_nothing(decimal points, string? code)
    {
        var account = Rich();
        var redemption = account.Redeem(On(Voucher), Request("voucher", 100)).Value;
        Assert.That(account.At(On(Voucher)).Cancel(redemption.Id, Tests.Given.Cancellation(points)).Decline?.Code,
            Is.EqualTo(code));
    }

    [Test]
    public void What_all_was_given_back_of_shows_what_it_gave()
    {
        var account = Rich();
        var redemption = account.Redeem(On(Voucher), Request("voucher", 100)).Value;
        _ = account.At(On(Voucher)).Cancel(redemption.Id, Tests.Given.Cancellation(40)).Value;
        _ = account.At(On(Voucher)).Cancel(redemption.Id, Tests.Given.Cancellation()).Value;
        Assert.That($"{account.State.Redemptions[redemption.Id].Reward!.Value}", Is.EqualTo("5.00 EUR"));
    }

    [Test]
    public void A_voucher_gives_a_code_at_once_and_a_hold_by_its_commit()
    {
        var on = On(Voucher);
        var account = Rich();
        var atOnce = account.Redeem(on, Request("voucher", 100)).Value;
        Assert.That(atOnce.Reward!.Coupon!.Code, Has.Length.EqualTo(Coupon.Length));
        Assert.That(atOnce.Reward.Coupon.ExpiresAt, Is.EqualTo(new DateTimeOffset(2026, 9, 10, 23, 59, 59, default)));

        var hold = account.Redeem(on, Request("voucher", 100) with { Hold = new(60) }).Value;
        Assert.That((hold.Reward!.Coupon, hold.RewardStatus(on.Now, Owner.Nobody)),
            Is.EqualTo(((Coupon?)null, "pending")));
        var part = account.At(on).CommitHold(hold.Id, new(50)).Value;
        Assert.That(($"{part.Reward!.Value}", part.Reward.Coupon is null, part.RewardStatus(on.Now, Owner.Nobody)),
            Is.EqualTo(("2.50 EUR", false, "active")));
        Assert.That(account.Redeem(On(Discount), Request("purchase_discount", 20, purchase: 10)).Value.Reward!.Coupon,
            Is.Null);
    }

    [Test]
    public void A_part_of_a_hold_that_is_worth_nothing_is_not_committed()
    {
        var on = On(Voucher);
        var account = Rich();
        var hold = account.Redeem(on, Request("voucher", 100) with { Hold = new(60) }).Value;
        Assert.That(account.At(on).CommitHold(hold.Id, new(0.19m)).Decline!.Code, Is.EqualTo("below_minimum"));
        Assert.That(account.At(on).CommitHold(hold.Id, new(0.20m)).IsOk, Is.True);
    }

    [Test]
    public void A_partial_cancel_leaves_the_value_of_the_points_that_remain_by_the_rate_of_then()
    {
        var account = Rich();
        var redemption = account.Redeem(On(Voucher), Request("voucher", 100)).Value;
        var on = On(Voucher with { PointsPerUnit = new(1) });
        _ = account.At(on).Cancel(redemption.Id, Tests.Given.Cancellation(39.90m)).Value;
        Assert.That($"{account.State.Redemptions[redemption.Id].Reward!.Value}", Is.EqualTo("3.00 EUR"));
        _ = account.At(on).Cancel(redemption.Id, Tests.Given.Cancellation()).Value;
        Assert.That(account.State.Redemptions[redemption.Id].RewardStatus(on.Now, Owner.Nobody), Is.EqualTo("void"));
    }

    [TestCase("2026-08-31T12:00:00Z", "UTC", null, 6, "2027-02-28T23:59:59Z")]
    [TestCase("2026-01-01T00:00:00Z", "UTC", 1, null, "2026-01-02T23:59:59Z")]
    [TestCase("2026-01-01T23:30:00Z", "Europe/Vilnius", 1, null, "2026-01-03T21:59:59Z")]
    [TestCase("2026-03-01T12:00:00Z", "Europe/Vilnius", null, 1, "2026-04-01T20:59:59Z")]
    public void A_code_ends_with_the_last_second_of_its_last_day(
        string given, string zone, int? days, int? months, string last)
    {
        var time = DateTimeOffset.Parse(last, System.Globalization.CultureInfo.InvariantCulture);
        var terms = new RewardTerms { Type = "voucher", ValidDays = days, ValidMonths = months };
        Assert.That(terms.LastSecond(
            DateTimeOffset.Parse(given, System.Globalization.CultureInfo.InvariantCulture), zone), Is.EqualTo(time));
        var coupon = new Coupon("x", time);
        Assert.That((coupon.HasEnded(time.AddSeconds(1).AddTicks(-10)), coupon.HasEnded(time.AddSeconds(1))),
            Is.EqualTo((false, true)));
    }

    [Test]
    public void Codes_differ_with_their_randomness_and_are_easy_to_read()
    {
        var codes = Enumerable.Range(0, 2000).Select(i => Coupon.NewCode(BitConverter.GetBytes(i))).ToList();
        Assert.That(codes.Distinct().Count(), Is.EqualTo(codes.Count));
        Assert.That(codes.SelectMany(code => code).ToHashSet(), Is.SubsetOf("34679CDFGHJKMNPQRTVWXY"));
    }
}
