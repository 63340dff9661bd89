using Loyalty.Domain.Ledger;
using Loyalty.Domain.Rewards;
using static Loyalty.Domain.Tests.Rewards.GivenRewards;

namespace Loyalty.Domain.Tests.Rewards;

public sealed class OptionTests
{
    [Test]
    public void An_option_costs_what_it_costs_and_gives_its_value_and_a_code()
    {
        var redemption = Rich().Redeem(On(Coffee), Take(Coffee)).Value;
        Assert.That((redemption.Points, redemption.Type, $"{redemption.Reward!.Value}", redemption.Reward.Terms.Option),
            Is.EqualTo((new Points(200), "free_product", "2.50 EUR", 7)));
        Assert.That(redemption.Reward.Coupon, Is.Not.Null);
    }

    [Test]
    public void What_is_not_there_is_not_found_and_another_type_than_the_options_is_wrong()
    {
        Assert.That(Rich().Refusal(On(Coffee), Take(Coffee with { Id = 8 })), Is.EqualTo("option_not_found"));
        var typed = Rich().At(On(Coffee)).Redeem(Take(Coffee) with { Type = "voucher" });
        Assert.That(typed.Decline!.Errors.Single().Field, Is.EqualTo("type"));
    }

    [TestCase(199.99, "points_mismatch")]
    [TestCase(200, null)]
    [TestCase(200.01, "points_mismatch")]
    public void Other_points_than_it_costs_are_refused(decimal points, string? code) =>
        Assert.That(Rich().Refusal(On(Coffee), Take(Coffee, points)), Is.EqualTo(code));

    [TestCase(2.50, null)]
    [TestCase(2.51, "2.50 EUR")]
    public void Another_amount_than_it_is_worth_is_refused(decimal amount, string? worth)
    {
        var refusal = Rich().Redeem(On(Coffee), Take(Coffee) with { Amount = Eur(amount) }).Decline;
        Assert.That((refusal?.Code, refusal?.Reasons[0].Arguments["value"]),
            Is.EqualTo((worth is null ? null : "points_mismatch", worth)));
    }

    [Test]
    public void A_variable_option_needs_points_or_an_amount_and_has_bounds_of_its_own()
    {
        var option = Coffee with
        {
            Type = "voucher",
            Points = null,
            Values = null,
            PointsPerUnit = [new("EUR", new(10))],
            MinPoints = new(20),
            MaxPoints = new(50),
            MultipleOf = new(5),
        };
        var on = On(option);
        Assert.That(new decimal?[] { null, 19.99m, 15, 20, 22, 50, 55 }.Select(points =>
            Rich().Refusal(on, Take(option, points))), Is.EqualTo(new[]
            {
                "points_required", "below_minimum", "below_minimum", null, "not_a_multiple", null, "above_maximum",
            }));
        var redemption = Rich().Redeem(on, Take(option) with { Amount = Eur(2.10m) }).Value;
        Assert.That(($"{redemption.Points}", $"{redemption.Reward!.Value}"), Is.EqualTo(("25.00", "2.50 EUR")));
    }

    [TestCase("USD", "currency_not_supported")]
    [TestCase("EUR", null)]
    [TestCase(null, null)]
    public void An_option_without_a_value_in_the_currency_is_not_supported(string? currency, string? code) =>
        Assert.That(Rich().Refusal(On(Coffee), Take(Coffee) with { Currency = currency }), Is.EqualTo(code));

    [Test]
    public void An_option_may_have_no_value_at_all_but_cashback_needs_one()
    {
        var bare = Coffee with { Values = null };
        Assert.That(Rich().Redeem(On(bare), Take(bare)).Value.Reward!.Value, Is.Null);
        var cash = bare with { Type = "cashback" };
        Assert.That(Rich().Refusal(On(cash), Take(cash)), Is.EqualTo("currency_not_supported"));
        foreach (var type in new[] { "purchase_discount", "voucher", "free_product" })
        {
            var variable = bare with { Type = type, Points = null };
            Assert.That(Rich().Refusal(On(variable), Take(variable, 10)), Is.EqualTo("currency_not_supported"), type);
        }

        var generic = bare with { Type = "generic", Points = null };
        Assert.That(Rich().Refusal(On(generic), Take(generic, 10)), Is.Null);
    }

    [Test]
    public void Time_tier_tags_and_currency_make_eligible()
    {
        string? Reason(RedemptionOption option, decimal points = 10_000, params string[] tags) =>
            Rich(points).Redeem(On(option), Take(option), tags: tags).Decline?.Reasons.Single().Arguments["reason"];
        Assert.Multiple(() =>
        {
            Assert.That(Reason(Coffee with { Active = false }), Is.EqualTo("option_inactive"));
            Assert.That(Reason(Coffee with { StartsAt = Given.Noon.AddTicks(10) }), Is.EqualTo("option_not_started"));
            Assert.That(Reason(Coffee with { StartsAt = Given.Noon }), Is.Null);
            Assert.That(Reason(Coffee with { EndsAt = Given.Noon }), Is.EqualTo("option_ended"));
            Assert.That(Reason(Coffee with { EndsAt = Given.Noon.AddTicks(10) }), Is.Null);
            Assert.That(Reason(Coffee with { PointsCurrency = "other" }), Is.EqualTo("option_currency"));
            Assert.That(Reason(Coffee with { AllowedTiers = ["gold"] }, 499), Is.EqualTo("option_tier"));
            Assert.That(Reason(Coffee with { AllowedTiers = ["gold"] }, 500), Is.Null);
            Assert.That(Reason(Coffee with { AllowedTags = ["vip"] }, 500, "new"), Is.EqualTo("option_tag"));
            Assert.That(Reason(Coffee with { AllowedTags = ["vip", "staff"] }, 500, "new", "staff"), Is.Null);
        });
    }

    [Test]
    public void A_member_takes_it_as_often_as_it_may_be_taken_and_what_is_given_back_does_not_count()
    {
        var option = Coffee with { MaxPerMember = 2 };
        var on = On(option);
        var account = Rich();
        var first = account.Redeem(on, Take(option)).Value;
        _ = account.Redeem(on, Take(option) with { Hold = new(60) }).Value;
        Assert.That(account.Refusal(on, Take(option)), Is.EqualTo("limit_reached"));
        _ = account.At(on).Cancel(first.Id, Given.Cancellation()).Value;
        Assert.That(account.Refusal(on, Take(option)), Is.Null);
        Assert.That(account.Refusal(on with { Now = on.Now.AddMinutes(2) }, Take(option)), Is.Null, "the hold is over");
    }

    [TestCase(0, "out_of_stock")]
    [TestCase(1, null)]
    public void What_is_sold_out_is_refused(int left, string? code)
    {
        var option = Coffee with { Stock = 5 };
        Assert.That(Rich().Refusal(On(option), Take(option), left), Is.EqualTo(code));
    }

    [Test]
    public void A_chain_counts_the_stock_down_and_what_ends_puts_it_back_once()
    {
        var option = Coffee with { Stock = 5 };
        var on = On(option);
        var account = Rich();
        var sold = account.Redeem(on, Take(option), left: 2).Value;
        var hold = account.Redeem(on, Take(option) with { Hold = new(60) }, left: 2).Value;
        Assert.That(account.Refusal(on, Take(option), left: 2), Is.EqualTo("out_of_stock"));
        Assert.That(account.StockTaken[7], Is.EqualTo(2));

        _ = account.At(on).RollbackHold(hold.Id, Particulars.None).Value;
        Assert.That(account.StockTaken[7], Is.EqualTo(1));
        _ = account.At(on).Cancel(sold.Id, Given.Cancellation()).Value;
        Assert.That(account.StockTaken[7], Is.Zero);

        var timed = account.Redeem(on, Take(option) with { Hold = new(60) }, left: 2).Value;
        _ = account.At(on with { Now = on.Now.AddMinutes(1) });
        Assert.That((account.State.Redemptions[timed.Id].Status, account.StockTaken[7]), Is.EqualTo(("timed_out", 0)));
    }

    [Test]
    public void A_commit_neither_takes_nor_puts_back_stock()
    {
        var option = Coffee with { Stock = 5 };
        var on = On(option);
        var account = Rich();
        var hold = account.Redeem(on, Take(option) with { Hold = new(60) }, left: 2).Value;
        _ = account.At(on).CommitHold(hold.Id, null).Value;
        Assert.That(account.StockTaken[7], Is.EqualTo(1));
    }

    [Test]
    public void The_last_one_that_went_to_somebody_else_is_sold_out()
    {
        var option = Coffee with { Stock = 5 };
        var on = On(option).Knowing(SoldOut.Instance);
        Assert.That(Rich().Refusal(on, Take(option), left: 3), Is.EqualTo("out_of_stock"));
    }

    [Test]
    public void Of_a_fixed_option_only_the_whole_is_committed_or_cancelled()
    {
        var on = On(Coffee);
        var account = Rich();
        var hold = account.Redeem(on, Take(Coffee) with { Hold = new(60) }).Value;
        Assert.That(account.At(on).CommitHold(hold.Id, new(100)).Decline!.Code, Is.EqualTo("points_mismatch"));
        _ = account.At(on).CommitHold(hold.Id, new(200)).Value;
        Assert.That(account.At(on).Cancel(hold.Id, Given.Cancellation(100)).Decline!.Code,
            Is.EqualTo("not_cancellable"));
        Assert.That(account.At(on).Cancel(hold.Id, Given.Cancellation(200)).IsOk, Is.True);
    }

    [Test]
    public void Later_changes_of_an_option_leave_what_was_given_as_it_is()
    {
        var option = Coffee with { Stock = 5 };
        var account = Rich();
        var redemption = account.Redeem(On(option), Take(option), left: 1).Value;
        var later = On(Coffee with { Points = new(1), Values = null });
        _ = account.At(later).Cancel(redemption.Id, Given.Cancellation()).Value;
        Assert.That((account.StockTaken[7], account.State.Balance), Is.EqualTo((0, new Points(10_000))));
    }

    [Test]
    public void All_of_it_is_made_again_from_the_entries()
    {
        var option = Coffee with { Stock = 5, CouponValidDays = 10, Transferable = true };
        var fee = new RateFee { Percent = new(1.5m), Fixed = 0.10m };
        var on = On(null, [Voucher with { Fee = fee, Combinable = false }], option);
        var account = Rich();
        _ = account.Redeem(on, Take(option), left: 3).Value;
        _ = account.Redeem(on, Take(option) with { Hold = new(60) }, left: 3).Value;
        var voucher = account.Redeem(on, Request("voucher", 100, order: "o-1") with { Hold = new(60) }).Value;
        _ = account.At(on).CommitHold(voucher.Id, new(60)).Value;
        _ = account.At(on).Cancel(voucher.Id, Given.Cancellation(20)).Value;
        account.Seal(on.Now);
        var check = Given.Checked(account);
        Assert.That(check.Finish(Given.Stored(account), account.State.NextDueAt), Is.Empty);
        Assert.That(check.StockHeld(), Is.EqualTo(new[] { KeyValuePair.Create(7, 2) }));
    }

    [TestCase("EUR", "2.00 EUR")]
    [TestCase("GBP", "3.00 USD")]
    public void An_offer_is_shown_in_a_currency_in_which_it_has_a_value(string @base, string value)
    {
        var option = Coffee with { Values = [new(3.00m, "USD"), Eur(2.00m)] };
        var on = On(option);
        on = on with { Program = on.Program with { BaseCurrency = @base } };
        var offer = Rich().Decide(on, account => account.Offers([option])).Value.Single();
        Assert.That(($"{offer.Check.Value}", offer.Check.Reasons.Count), Is.EqualTo((value, 0)));
    }

    [Test]
    public void Offers_tell_what_can_be_had_what_not_and_why()
    {
        var sandwich = Coffee with { Id = 8, Points = new(300), Stock = 1 };
        var variable = Coffee with
        {
            Id = 9,
            Type = "voucher",
            Points = null,
            Values = null,
            PointsPerUnit = [new("EUR", new(20))],
        };
        var on = On(null, [], Coffee, sandwich, variable);
        var offers = Rich(250).Decide(on, account => account.Offers([Coffee, sandwich, variable]), left: 0).Value;
        Assert.That(offers.Select(offer => (offer.Option.Id, $"{offer.Points}", $"{offer.Check.Value}", offer.Left,
            string.Join(' ', offer.Check.Reasons.Select(reason => reason.Code)))), Is.EqualTo(
            new (int?, string, string, long?, string)[]
            {
                (7, "200", "2.50 EUR", null, ""),
                (8, "300", "2.50 EUR", 0, "insufficient_points out_of_stock"),
                (9, "0.20", "0.01 EUR", null, ""),
            }));
    }
}
