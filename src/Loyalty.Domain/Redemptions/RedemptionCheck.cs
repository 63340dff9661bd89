using System.Numerics;

namespace Loyalty.Domain.Redemptions;

/// <summary>
/// Whether a redemption would pass: every reason against it in the order of <see cref="RedemptionRules.InOrder"/>, and
/// the largest amount that would pass, zero when none would.
/// </summary>
/// <param name="Points">What is to be redeemed.</param>
public sealed record RedemptionCheck(Points Points, IReadOnlyList<Reason> Reasons, Points MaxRedeemable)
{
    public static RedemptionCheck Of(RedemptionFacts facts)
    {
        var reasons = new List<Reason>();
        var (ceiling, floor) = (Points.Max, Points.Zero);
        var step = (decimal?)new decimal(1, 0, 0, false, (byte)facts.Account.Currency.Scale);
        foreach (var rule in RedemptionRules.InOrder)
        {
            if (rule.Of(facts) is not { } finding)
            {
                continue;
            }

            if (finding.IsBroken)
            {
                reasons.Add(Reason.Of(rule.Code, finding.Arguments));
            }

            ceiling = finding.Ceiling is { } most ? Points.Min(ceiling, most) : ceiling;
            floor = finding.Floor > floor ? finding.Floor.Value : floor;
            step = finding.MultipleOf is { } multiple && step is { } size ? CommonMultiple(size, multiple) : step;
        }

        var largest = step is { } unit && ceiling > Points.Zero
            ? new Points(ceiling.Value - (ceiling.Value % unit))
            : Points.Zero;
        return new(
            facts.Points, reasons,
            (largest < floor ? Points.Zero : largest).ToScale(facts.Account.Currency.Scale));
    }

    /// <summary>
    /// The smallest step between amounts that are a multiple of both; null when it lies above every possible amount.
    /// </summary>
    static decimal? CommonMultiple(decimal step, Points multipleOf)
    {
        const int unitsPerPoint = 10_000;
        var (one, other) = (new BigInteger(step * unitsPerPoint), new BigInteger(multipleOf.Value * unitsPerPoint));
        var common = other / BigInteger.GreatestCommonDivisor(other, one) * one;
        return common > new BigInteger(Points.Max.Value * unitsPerPoint) ? null : (decimal)common / unitsPerPoint;
    }
}
