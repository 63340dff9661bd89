using System.Globalization;

namespace Loyalty.Domain;

/// <summary>
/// A number of points, exact to four decimals. The text form keeps the decimals it was given ("399.50");
/// equality and order do not see them (100 equals 100.00).
/// </summary>
public readonly record struct Points(decimal Value) : IComparable<Points>
{
    /// <summary>The most decimals a points currency may have.</summary>
    public const int MaxScale = 4;

    /// <summary>The most points that one amount or one balance may hold: 10^14.</summary>
    public static readonly Points Max = new(100_000_000_000_000m);

    public static readonly Points Zero = new(0m);

    /// <summary>How many decimals the amount was written with.</summary>
    public int Scale => Value.Scale;

    /// <summary>The same amount with exactly that many decimals; further ones are rounded down.</summary>
    public Points ToScale(int scale) =>
        new(decimal.Round(Value, scale, MidpointRounding.ToZero) + new decimal(0, 0, 0, false, (byte)scale));

    /// <summary>The same amount without zeros at its end.</summary>
    public Points Trimmed => new(Value / 1.0000000000000000000000000000m);

    /// <summary>
    /// Reads plain digits with at most one point: no sign, exponent, space or group separator, at most four decimals.
    /// A value above <see cref="Max"/> is read, so that the caller can be told so; an endless one is not.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Points points)
    {
        points = Zero;
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        var digitsOnly = !whole.ContainsAnyExceptInRange('0', '9') && !fraction.ContainsAnyExceptInRange('0', '9');
        if (!digitsOnly || whole.Length is 0 or > 20 || fraction.Length > MaxScale
            || (point >= 0 && fraction.Length == 0))
        {
            return false;
        }

        points = new(decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
        return true;
    }

    public static Points Min(Points a, Points b) => a < b ? a : b;

    public static Points operator +(Points a, Points b) => new(a.Value + b.Value);

    public static Points operator -(Points a, Points b) => new(a.Value - b.Value);

    public static Points operator -(Points a) => new(-a.Value);

    public static bool operator <(Points a, Points b) => a.Value < b.Value;

    public static bool operator >(Points a, Points b) => a.Value > b.Value;

    public static bool operator <=(Points a, Points b) => a.Value <= b.Value;

    public static bool operator >=(Points a, Points b) => a.Value >= b.Value;

    public int CompareTo(Points other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

public static class PointsSums
{
    public static Points Sum<T>(this IEnumerable<T> source, Func<T, Points> points)
    {
        var sum = Points.Zero;
        foreach (var item in source)
        {
            sum += points(item);
        }

        return sum;
    }
}
