using System.Globalization;

namespace Loyalty.Domain;

/// <summary>
/// A number that amounts are multiplied with, or a share of 1: a decimal string with at most four decimals.
/// </summary>
public readonly record struct Factor(decimal Value)
{
    /// <summary>The largest that a program may set.</summary>
    public static readonly Factor Max = new(1_000_000m);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
