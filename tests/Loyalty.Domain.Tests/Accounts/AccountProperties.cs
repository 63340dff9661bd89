using CsCheck;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;

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

    [Test]
    public void Validating_and_redeeming_never_disagree_and_the_largest_amount_is_the_largest() =>
        Gen.Select(History, Policy, Amount).Sample((history, policy, points) =>
        {
            var account = Given.EmptyAccount();
            Play(account, history, policy);
            var on = Given.On(Given.Noon.AddHours(1), policy).Knowing(Usage);
            bool Passes(decimal amount)
            {
                var check = account.Fork().At(on).CheckRedemption(Given.Redemption(amount)).Value;
                var redeemed = account.Fork().At(on).Redeem(Given.Redemption(amount));
                Assert.That(redeemed.Decline?.Reasons ?? [], Is.EquivalentTo(check.Reasons)
                    .Using<Reason>((a, b) => a.Code == b.Code));
                return check.Reasons.Count == 0;
            }

            Passes(points);
            var max = account.Fork().At(on).CheckRedemption(Given.Redemption(points)).Value.MaxRedeemable;
            var step = policy.MultipleOf?.Value ?? 0.01m;
            return (max == Points.Zero || Passes(max.Value)) && !Passes(max.Value + step)
                && (max > Points.Zero
                    || !Passes(policy.MinPoints is { } min ? Math.Ceiling(min.Value / step) * step : step));
        });

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

    /// <summary>Stays within one day where a policy has limits: their facts are one day's.</summary>
    static void Play(Account account, (int Kind, decimal Points, int Expiry, int Delay)[] history,
        RedemptionPolicy policy)
    {
        var now = Given.Noon;
        foreach (var (kind, points, expiry, delay) in history)
        {
            var on = Given.On(now, policy).Knowing(Usage);
            switch (kind)
            {
                case 0 or 1:
                    account.At(on).Accrue(Given.Accrual(
                        points, expiry > delay ? now.AddHours(expiry) : null, now.AddHours(delay)));
                    break;
                case 2 or 3:
                    account.At(on).Redeem(Given.Redemption(points));
                    break;
                default:
                    now = policy.CountsUsage() ? now.AddSeconds(expiry) : now.AddHours(expiry);
                    break;
            }
        }
    }
}
