using CsCheck;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Tiers;

namespace Loyalty.Domain.Tests.Accounts;

/// <summary>What holds for every history, whatever comes in whichever order.</summary>
public sealed class AccountProperties
{
    static readonly Gen<decimal> Amount = Gen.Int[1, 30_000].Select(cents => cents / 100m);

    /// <summary>
    /// An accrual (with an expiry in hours, a delay in hours, 0 for none), a redemption, or time passing.
    /// </summary>
    static readonly Gen<(int Kind, decimal Points, int Expiry, int Delay)[]> History =
        Gen.Select(Gen.Int[0, 4], Amount, Gen.Int[0, 72], Gen.Int[0, 24]).Array[1, 60];

    static readonly Gen<Points?> Limit = Gen.OneOf(
        Gen.Const((Points?)null), Amount.Select(points => (Points?)new Points(points)));

    static readonly Gen<RedemptionPolicy> Policy =
        Gen.Select(Limit, Limit, Limit, Limit, Limit, Gen.Int[0, 6])
            .Select((min, max, multiple, day, month, count) => new RedemptionPolicy
            {
                MinPoints = min,
                MaxPoints = max,
                MultipleOf = multiple,
                MaxPointsPerDay = day,
                MaxPointsPerMonth = month,
                MaxRedemptionsPerDay = count == 0 ? null : count,
            });

    [Test]
    public void Entries_balance_and_lots_always_agree_and_never_go_below_zero() => History.Sample(history =>
    {
        var account = Given.EmptyAccount();
        Play(account, history, new());
        account.AssertConserved();
        account.Seal(Given.Noon);
        var sum = account.Entries.Sum(entry => entry.Amount);
        var differences = Given.Checked(account).Finish(Given.Stored(account), account.State.NextDueAt);
        return sum == account.State.Balance
            && account.State.Balance == account.State.Lots.Where(lot => !lot.Pending).Sum(lot => lot.Remaining)
            && account.Entries.All(entry => entry.BalanceAfter >= Points.Zero && entry.AvailableAfter >= Points.Zero)
            && account.Entries.Select((entry, i) => entry.Seq == i + 1).All(right => right)
            && differences.Count == 0;
    });

    /// <summary>A promotion whose terms are met, or missed, as often as not; none is named by half of the requests.
    /// </summary>
    static readonly Gen<Promotion?> Offer =
        Gen.Select(Limit, Limit, Limit, Limit, Gen.Int[0, 7], Gen.Int[-1, 2], Gen.Int[0, 4])
            .Select((isFixed, min, max, cap, uses, hours, form) => form < 2 ? null : new Promotion
            {
                Id = "P",
                Number = 1,
                Name = "P",
                StartsAt = hours == 0 ? null : Given.Noon.AddHours(hours),
                EndsAt = hours == 2 ? null : Given.Noon.AddHours(hours + 2),
                Active = uses != 7,
                MaxUsesPerMember = uses is 0 or 7 ? null : uses,
                MaxPointsPerMember = cap,
                AllowedTiers = form == 4 ? ["gold"] : null,
                RedeemRules = form == 3
                    ? [isFixed is null ? new() { MinPoints = min, MaxPoints = max } : new() { StaticPoints = isFixed }]
                    : [],
            });

    static readonly Gen<(Tier Gold, bool IsNeeded)> Gold = Gen.Select(Limit, Gen.Bool, Gen.Bool).Select(
        (minimum, hasPeriod, isNeeded) => (new Tier
        {
            Code = "gold",
            Number = 1,
            Name = "Gold",
            Level = 1,
            MinPointsEarned = minimum ?? Points.Zero,
            PeriodDays = hasPeriod ? 30 : null,
        }, isNeeded));

    [Test]
    public void Validating_and_redeeming_never_disagree_and_the_largest_amount_is_the_largest() =>
        Gen.Select(History, Policy, Amount, Offer, Gold).Sample((history, policy, points, promotion, gold) =>
        {
            policy = policy with { AllowedTiers = gold.IsNeeded ? ["gold"] : null };
            var account = Given.EmptyAccount();
            Play(account, history, policy, promotion, gold.Gold);
            var on = On(Given.Noon.AddHours(1), policy, promotion, gold.Gold, accrues: false);
            RedemptionRequest Request(decimal amount) =>
                Given.Redemption(amount) with { Promotion = promotion?.Id };
            bool Passes(decimal amount)
            {
                var check = account.Fork().At(on).CheckRedemption(Request(amount)).Value;
                var redeemed = account.Fork().At(on).Redeem(Request(amount));
                Assert.That(redeemed.Decline?.Reasons ?? [], Is.EquivalentTo(check.Reasons)
                    .Using<Reason>((a, b) => a.Code == b.Code));
                return check.Reasons.Count == 0;
            }

            Passes(points);
            var max = account.Fork().At(on).CheckRedemption(Request(points)).Value.MaxRedeemable;
            var step = policy.MultipleOf?.Value ?? 0.01m;
            var rule = promotion?.RedeemRules is [var only] ? only : null;
            var least = new[] { policy.MinPoints?.Value, rule?.MinPoints?.Value, rule?.StaticPoints?.Value }.Max();
            return (max == Points.Zero || Passes(max.Value)) && !Passes(max.Value + step)
                && (max > Points.Zero || !Passes(least is { } min ? Math.Ceiling(min / step) * step : step));
        }, iter: 10_000);

    [Test]
    public void A_decision_made_twice_comes_out_the_same() => Gen.Select(History, Amount).Sample((history, points) =>
    {
        var account = Given.EmptyAccount();
        Play(account, history, new());
        var on = Given.On(Given.Noon.AddDays(2));
        var first = account.Fork();
        var second = account.Fork();
        first.At(on).Redeem(Given.Redemption(points));
        second.At(on).Redeem(Given.Redemption(points));
        first.Seal(on.Now);
        second.Seal(on.Now);
        return first.State.LastHash.SequenceEqual(second.State.LastHash) && first.State.Balance == second.State.Balance;
    });

    static UsageBefore Usage => UsageBefore.Nothing(Periods.Around(Given.Noon, "UTC"));

    /// <summary>With the facts that a load of a new account would bring.</summary>
    static Occasion On(
        DateTimeOffset now, RedemptionPolicy policy, Promotion? promotion = null, Tier? tier = null,
        bool accrues = true)
    {
        var on = Given.On(now, policy).Knowing(Usage)
            .Knowing(new EarnedBefore(Usage.Periods.DayStart, Points.Zero, new Dictionary<int, Points>()));
        return promotion is null && tier is null ? on
            : (on with
            {
                Program = on.Program with
                {
                    Tiers = tier is null ? [] : [tier],
                    Promotions = promotion is null
                        ? on.Program.Promotions
                        : new Dictionary<string, Promotion>
                        {
                            [promotion.Id] = promotion.AsStored(Given.Program()),
                        },
                },
            }).Knowing(new PromotionUses(new("P", accrues), new Dictionary<int, Points?>()));
    }

    /// <summary>Stays within one day where a policy has limits, or there are tiers: facts are one day's.</summary>
    static void Play(Account account, (int Kind, decimal Points, int Expiry, int Delay)[] history,
        RedemptionPolicy policy, Promotion? promotion = null, Tier? tier = null)
    {
        var now = Given.Noon;
        foreach (var (kind, points, expiry, delay) in history)
        {
            switch (kind)
            {
                case 0 or 1:
                    account.At(On(now, policy, promotion, tier)).Accrue(Given.Accrual(
                        points, expiry > delay ? now.AddHours(expiry) : null, now.AddHours(delay)));
                    break;
                case 2 or 3:
                    account.At(On(now, policy, promotion, tier, accrues: false)).Redeem(
                        Given.Redemption(points) with { Promotion = expiry % 2 == 0 ? promotion?.Id : null });
                    break;
                default:
                    now = policy.CountsUsage() || tier is not null ? now.AddSeconds(expiry) : now.AddHours(expiry);
                    break;
            }
        }
    }
}
