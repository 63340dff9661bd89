using System.Globalization;
using System.Numerics;

namespace Loyalty.Domain;

/// <summary>
/// A number that amounts are multiplied with, or a share of 1: a decimal string with at most four decimals.
/// </summary>
public readonly record struct Factor(decimal Value)
{
    /// <summary>The largest that a program may set.</summary>
    public static readonly Factor Max = new(1_000_000m);

    public static readonly Factor One = new(1m);

    /// <summary>What <see cref="Units"/> counts in 1.</summary>
    internal const int UnitsOfOne = 10_000;

    /// <summary>The same as a whole number.</summary>
    internal BigInteger Units => new(Value * UnitsOfOne);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
