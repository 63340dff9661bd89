using Loyalty.Domain.Rewards;

namespace Loyalty.Domain.Redemptions;

/// <summary>
/// Whether a redemption would pass: every reason against it in the order of <see cref="RedemptionRules.InOrder"/>, and
/// the largest amount that would pass, zero when none would.
/// </summary>
/// <param name="Points">What is to be redeemed.</param>
public sealed record RedemptionCheck(Points Points, IReadOnlyList<Reason> Reasons, Points MaxRedeemable)
{
    /// <summary>The fewest points that keep to all minimums and steps; null: there are none.</summary>
    public Points? Least { get; private init; }

    /// <summary>What would be given; null: nothing.</summary>
    public RewardTerms? Terms { get; private init; }

    /// <summary>What that is worth; null: it is not counted in money.</summary>
    public Money? Value => Terms?.ValueOf(Points);

    /// <summary>What the largest amount is worth; null when there is none, or it is not counted in money.</summary>
    public Money? MaxValue => MaxRedeemable > Points.Zero ? Terms?.ValueOf(MaxRedeemable) : null;

    public static RedemptionCheck Of(RedemptionFacts facts)
    {
        var reasons = new List<Reason>();
        var (ceiling, floor) = (Points.Max, Points.Zero);
        var step = PointsStep.Of(facts.Account.Currency);
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
            step = finding.MultipleOf is { } multiple ? step?.And(multiple) : step;
        }

        var largest = ceiling > Points.Zero ? step?.Down(ceiling) ?? Points.Zero : Points.Zero;
        return new(
            facts.Points, reasons,
            (largest < floor ? Points.Zero : largest).ToScale(facts.Account.Currency.Scale))
        {
            Least = step?.Up(floor > Points.Zero ? floor : step.Size),
            Terms = facts.Reward?.Terms,
        };
    }
}
