using System.Numerics;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Members;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Redemptions;

/// <summary>
/// Whether a redemption would pass: every reason against it in the documented order
/// (<see cref="Declines.RedemptionOrder"/>), and the largest amount that would pass, zero when none would.
/// </summary>
public sealed record RedemptionCheck(IReadOnlyList<Reason> Reasons, Points MaxRedeemable)
{
    public static RedemptionCheck Of(AccountState state, RedemptionPolicy policy, Points points, bool hasRoom)
    {
        var day = state.UsageBefore is { } usage
            ? (Points: state.Redeemed - usage.BeforeDay, Count: state.RedeemedCount - usage.CountBeforeDay)
            : (Points: Points.Zero, Count: 0);
        var month = state.UsageBefore is { } before ? state.Redeemed - before.BeforeMonth : Points.Zero;

        var rules = new List<Rule>
        {
            Gate("account_closed", state.OwnerStatus == MemberStatus.Closed),
            Gate("account_blocked", state.OwnerStatus == MemberStatus.Blocked),
            Ceiling("insufficient_points", state.Available, ("available", state.Currency.Text(state.Available))),
        };
        var minimum = policy.MinPoints ?? Points.Zero;
        rules.Add(new("below_minimum", points < minimum, null, [("minimum", state.Currency.Text(minimum))]));
        if (policy.MaxPoints is { } maximum)
        {
            rules.Add(Ceiling("above_maximum", maximum, ("maximum", state.Currency.Text(maximum))));
        }

        var step = Step(policy.MultipleOf, state.Currency.Scale);
        if (policy.MultipleOf is { } multiple)
        {
            rules.Add(new("not_a_multiple", points.Value % multiple.Value != 0, null,
                [("multiple_of", state.Currency.Text(multiple))]));
        }

        if (policy.MaxPointsPerDay is { } perDay)
        {
            rules.Add(PeriodLimit("points_per_day", perDay - day.Points));
        }

        if (policy.MaxPointsPerMonth is { } perMonth)
        {
            rules.Add(PeriodLimit("points_per_month", perMonth - month));
        }

        rules.Add(Gate("limit_reached", day.Count >= policy.MaxRedemptionsPerDay, ("limit", "redemptions_per_day")));
        rules.Add(Gate("limit_reached", !hasRoom, ("limit", "transactions")));

        var ceiling = rules.Select(rule => rule.Ceiling).OfType<Points>().Append(Points.Max).Min();
        var largest = step is { } size && ceiling > Points.Zero
            ? new Points(ceiling.Value - (ceiling.Value % size))
            : Points.Zero;
        return new(
            [.. rules.Where(rule => rule.IsBroken).Select(rule => Reason.Of(rule.Code, rule.Arguments))],
            (largest < minimum ? Points.Zero : largest).ToScale(state.Currency.Scale));

        Rule Ceiling(string code, Points most, params (string, string)[] arguments) =>
            new(code, points > most, most, arguments);
        Rule PeriodLimit(string limit, Points left) => Ceiling("limit_reached", left,
            ("limit", limit), ("remaining", state.Currency.Text(left < Points.Zero ? Points.Zero : left)));
        static Rule Gate(string code, bool isShut, params (string, string)[] arguments) =>
            new(code, isShut, isShut ? Points.Zero : null, arguments);
    }

    /// <summary>
    /// The smallest step between amounts that are a multiple of the rule's and have the currency's scale: the least
    /// common multiple of both; null when it lies above every possible amount.
    /// </summary>
    static decimal? Step(Points? multipleOf, int scale)
    {
        const int unitsPerPoint = 10_000;
        var smallestAmount = new decimal(1, 0, 0, false, (byte)scale);
        if (multipleOf is not { } given)
        {
            return smallestAmount;
        }

        var smallest = new BigInteger(smallestAmount * unitsPerPoint);
        var multiple = new BigInteger(given.Value * unitsPerPoint);
        var step = multiple / BigInteger.GreatestCommonDivisor(multiple, smallest) * smallest;
        return step > new BigInteger(Points.Max.Value * unitsPerPoint) ? null : (decimal)step / unitsPerPoint;
    }

    /// <summary>A rule as it turned out: broken or not, and the most that it lets pass.</summary>
    sealed record Rule(string Code, bool IsBroken, Points? Ceiling, (string, string)[] Arguments);
}
