using CsCheck;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Redemptions;
using Loyalty.Domain.Rewards;
using static Loyalty.Domain.Tests.Rewards.GivenRewards;

namespace Loyalty.Domain.Tests.Rewards;

/// <summary>What holds for every rate, option, purchase and history.</summary>
public sealed class RewardProperties
{
    const int Cases = 10_000;

    static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    static readonly Gen<Points?> Bound = Gen.Int[-20_000, 40_000].Select(
        cents => cents <= 0 ? (Points?)null : new Points(cents / 100m));

    static readonly Gen<ConversionRate> Rate =
        from type in Among("purchase_discount", "voucher", "cashback")
        from perUnit in Gen.Int[1, 3000]
        from bounds in Gen.Select(Bound, Bound)
        from multiple in Among<Points?>(null, new(5), new(0.07m), new(30))
        from share in Among<Factor?>(null, new(0.5m), new(0.3333m), new(1))
        from month in Bound
        from fee in Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 200])
            .Select(fee => new RateFee { Percent = new(fee.Item1 / 10_000m), Fixed = fee.Item2 / 100m }).Null()
        from bonus in Among<decimal?>(null, 1.25m, 0.3333m)
        from combines in Gen.Bool
        select new ConversionRate
        {
            Type = type,
            Currency = "EUR",
            PointsPerUnit = new(perUnit / 100m),
            MinPoints = bounds.Item1,
            MaxPoints = bounds.Item2,
            MultipleOf = multiple,
            MaxPurchaseShare = type == "purchase_discount" ? share : null,
            MaxPointsPerMonth = month,
            Fee = fee,
            TierBonus = bonus is { } factor ? new Dictionary<string, Factor> { ["gold"] = new(factor) } : null,
            Combinable = combines,
        };

    static readonly Gen<RedemptionOption> Option =
        from isFixed in Gen.Bool
        from cost in Gen.Int[1, 40_000]
        from perUnit in Gen.Int[1, 3000]
        from bounds in Gen.Select(Bound, Bound)
        from uses in Among<int?>(null, 1, 2)
        from stock in Among<long?>(null, 0, 1, 5)
        from tiers in Among<string?>(null, "gold")
        select Coffee with
        {
            Type = "voucher",
            Points = isFixed ? new Points(cost / 100m) : null,
            Values = isFixed ? [Eur(2.50m)] : null,
            PointsPerUnit = isFixed ? null : [new("EUR", new(perUnit / 100m))],
            MinPoints = isFixed ? null : bounds.Item1,
            MaxPoints = isFixed ? null : bounds.Item2,
            MaxPerMember = uses,
            Stock = stock,
            AllowedTiers = tiers is null ? null : [tiers],
        };

    static readonly Gen<(Occasion On, RedemptionRequest[] Requests, decimal Balance, int Left)> Case =
        from rate in Rate
        from option in Option
        from policy in Gen.Select(Bound, Bound).Select(
            bounds => new RedemptionPolicy { MinPoints = bounds.Item1, MaxPointsPerDay = bounds.Item2 })
        from takes in Gen.Select(
            Gen.Bool, Gen.Int[0, 60_000], Gen.Int[1, 40_000], Among(null, "o-1", "o-2"), Gen.Bool).Array[1, 4]
        from balance in Gen.Int[0, 100_000]
        from left in Gen.Int[0, 2]
        select (
            On(policy, [rate], option),
            takes.Select(take =>
            {
                var (isOption, cents, purchase, order, byAmount) = take;
                var points = byAmount || cents == 0 ? (decimal?)null : cents / 100m;
                decimal? amount = byAmount && cents > 0 ? cents / 100m : null;
                return Request(isOption ? null : rate.Type, points, amount, purchase / 100m, order) with
                {
                    Option = isOption ? option.Id : null,
                };
            }).ToArray(), balance / 100m, left);

    [Test]
    public void Validate_and_redeem_agree_and_the_largest_amount_passes_where_the_next_step_does_not() =>
        Case.Sample(@case =>
        {
            var (on, requests, balance, left) = @case;
            var account = balance == 0 ? Given.EmptyAccount() : Rich(balance);
            foreach (var request in requests)
            {
                var check = account.Decide(on, now => now.CheckRedemption(request), left);
                var made = account.Fork();
                var redeemed = made.Redeem(on, request, left);
                if (!check.IsOk)
                {
                    Assert.That(redeemed.Decline?.Code, Is.EqualTo(check.Decline!.Code));
                    continue;
                }

                var codes = check.Value.Reasons.Select(reason => reason.Code).ToList();
                Assert.That(redeemed.Decline?.Reasons.Select(reason => reason.Code) ?? [], Is.EqualTo(codes));
                AssertInOrder(codes);
                CheckLargest(account, on, request, check.Value, left);
                if (redeemed.IsOk)
                {
                    Assert.That(redeemed.Value.Reward!.Value, Is.EqualTo(check.Value.Value));
                    account = made;
                }
            }
        }, iter: Cases);

    /// <summary>They come as the list of rules has them.</summary>
    static void AssertInOrder(IEnumerable<string> codes)
    {
        var rules = RedemptionRules.InOrder.Select(rule => rule.Code).GetEnumerator();
        foreach (var code in codes)
        {
            do
            {
                Assert.That(rules.MoveNext(), Is.True, code);
            }
            while (rules.Current != code);
        }
    }

    static void CheckLargest(
        Account account, Occasion on, RedemptionRequest request, RedemptionCheck check, int left)
    {
        RedemptionRequest Of(Points points) => request with { Points = points, Amount = null };
        if (request is { Points: not null, Amount: not null })
        {
            return;
        }

        var most = check.MaxRedeemable;
        if (most > Points.Zero)
        {
            var largest = account.Fork().Redeem(on, Of(most), left);
            Assert.That(largest.IsOk, Is.True, $"{most}: {largest.Decline?.Code}");
            Assert.That(largest.Value.Reward!.Value, Is.EqualTo(check.MaxValue));
        }

        foreach (var step in new[] { 0.01m, 0.07m, 5m, 30m, 1.05m, 105m })
        {
            Assert.That(
                account.Fork().Redeem(on, Of(most + new Points(step)), left).IsOk, Is.False, $"{most} + {step}");
        }
    }

    [Test]
    public void No_split_of_a_redemption_into_small_ones_is_worth_more() => (
        from rate in Rate
        from parts in Gen.Int[1, 20_000].Array[1, 6]
        select (rate, parts)).Sample(@case =>
        {
            var (rate, parts) = @case;
            var terms = RewardTerms.Of(rate, "gold");
            Points[] points = [.. parts.Select(cents => new Points(cents / 100m))];
            Money Paid(Points of) => terms.ValueOf(of)! - (terms.Fee?.Of(terms.ValueOf(of)!) ?? Eur(0));
            var whole = points.Sum(of => of);
            Assert.That(
                points.Sum(of => terms.ValueOf(of)!.Amount), Is.LessThanOrEqualTo(terms.ValueOf(whole)!.Amount));
            Assert.That(points.Sum(of => Paid(of).Amount), Is.LessThanOrEqualTo(Paid(whole).Amount));
        }, iter: Cases);

    [Test]
    public void The_fewest_points_for_an_amount_reach_it_and_a_step_fewer_do_not() => (
        from rate in Rate
        from cents in Gen.Int[1, 100_000]
        select (rate, cents)).Sample(@case =>
        {
            var (rate, cents) = @case;
            var amount = Eur(cents / 100m);
            var on = On(rate with { MinPoints = null, MaxPoints = null, MaxPointsPerMonth = null });
            var account = Rich(10_000_000);
            var check = account.Decide(on, now => now.CheckRedemption(
                Request(rate.Type, amount: amount.Amount, purchase: 1_000_000)));
            var step = PointsStep.Of(account.State.Currency).And(rate.MultipleOf)!.Size;
            Assert.That(check.Value.Value!.Amount, Is.GreaterThanOrEqualTo(amount.Amount));
            Assert.That(check.Value.Terms!.ValueOf(check.Value.Points - step)!.Amount, Is.LessThan(amount.Amount));
        }, iter: Cases);
}
