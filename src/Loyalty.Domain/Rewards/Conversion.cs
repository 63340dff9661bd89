using System.Numerics;

namespace Loyalty.Domain.Rewards;

/// <summary>What points are worth in a currency: so many points for one unit, times the bonus of a tier.</summary>
/// <param name="PointsPerUnit">Above zero.</param>
/// <param name="Bonus">Multiplies the value, not the points.</param>
public sealed record Conversion(Points PointsPerUnit, Factor Bonus, string Currency)
{
    /// <summary>More than anybody can have, and little enough to calculate with.</summary>
    static readonly BigInteger Unreachable = Units(Points.Max) * 2;

    /// <summary>Rounded down: <see cref="Money.RoundDown"/>.</summary>
    public Money ValueOf(Points points) => Money.RoundDown(Units(points) * Numerator, Denominator, Currency);

    /// <summary>The fewest points, of all that can be written, whose value reaches an amount.</summary>
    public Points FewestFor(Money value) => OfUnits(Money.Ceiling(value.ToMinorUnits() * Denominator, Numerator));

    /// <summary>The most points whose value is no more than an amount; none of a negative one.</summary>
    public Points MostFor(Money value) => value.Amount < 0 ? Points.Zero
        : OfUnits(Money.Ceiling((value.ToMinorUnits() + BigInteger.One) * Denominator, Numerator) - BigInteger.One);

    BigInteger Numerator => Bonus.Units * Money.Scale(Currency);

    BigInteger Denominator => Units(PointsPerUnit) * Factor.UnitsOfOne;

    static BigInteger Units(Points points) => new(points.Value * UnitsOfPoint);

    static Points OfUnits(BigInteger units) => new((decimal)BigInteger.Min(units, Unreachable) / UnitsOfPoint);

    const int UnitsOfPoint = 10_000;
}

/// <summary>What a reward costs its member beside the points; the payout is the value less this.</summary>
public sealed record RateFee
{
    /// <summary>A hundred is all of the value.</summary>
    public const int AllPercent = 100;

    /// <summary>Of the value, 0…100; rounded up to the minor unit.</summary>
    public Factor Percent { get; init; }

    /// <summary>In the rate's currency, on top of the other.</summary>
    public decimal Fixed { get; init; }

    /// <summary>Rounded up: <see cref="Money.RoundUp"/>.</summary>
    public Money Of(Money value) => Money.RoundUp(
        value.ToMinorUnits() * Percent.Units, AllPercent * Factor.UnitsOfOne, value.Currency)
        + new Money(Fixed, value.Currency);

    /// <summary>The least value that leaves something; null: none does.</summary>
    public Money? LeastValue(string currency)
    {
        var rest = (AllPercent * Factor.UnitsOfOne) - Percent.Units;
        return rest.IsZero ? null : Money.OfMinorUnits(
            Money.Ceiling(
                (new Money(Fixed, currency).ToMinorUnits() + BigInteger.One) * AllPercent * Factor.UnitsOfOne, rest),
            currency);
    }
}
