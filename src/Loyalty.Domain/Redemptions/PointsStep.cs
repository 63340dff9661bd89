using System.Numerics;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Redemptions;

/// <summary>What amounts of points are multiples of.</summary>
public sealed record PointsStep(Points Size)
{
    const int UnitsOfPoint = 10_000;

    /// <summary>The least that the currency can write.</summary>
    public static PointsStep Of(PointsCurrency currency) =>
        new(new Points(new decimal(1, 0, 0, false, (byte)currency.Scale)));

    /// <summary>
    /// The smallest step between amounts that are a multiple of both; null when it lies above every possible amount.
    /// </summary>
    public PointsStep? And(Points multipleOf)
    {
        var (one, other) = (Units(Size), Units(multipleOf));
        var common = other / BigInteger.GreatestCommonDivisor(other, one) * one;
        return common > Units(Points.Max) ? null : new(new Points((decimal)common / UnitsOfPoint));
    }

    public PointsStep? And(Points? multipleOf) => multipleOf is { } multiple ? And(multiple) : this;

    public Points Down(Points points) => new(points.Value - (points.Value % Size.Value));

    public Points Up(Points points) => Down(points) is var down && down < points ? down + Size : down;

    static BigInteger Units(Points points) => new(points.Value * UnitsOfPoint);
}
