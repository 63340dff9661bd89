using Loyalty.Domain.Programs;

namespace Loyalty.Domain;

/// <summary>A rule as it turned out for a request, and which amounts it would let pass.</summary>
/// <param name="Ceiling">The most that passes; null: it sets no such bound.</param>
/// <param name="Floor">The least that passes; null: it sets no such bound.</param>
/// <param name="MultipleOf">What every amount that passes is a multiple of; null: of nothing.</param>
public sealed record Finding(
    bool IsBroken, Points? Ceiling = null, Points? Floor = null, Points? MultipleOf = null,
    params (string Name, string Value)[] Arguments)
{
    /// <summary>Lets every amount pass, or none.</summary>
    public static Finding Gate(bool isShut, params (string, string)[] arguments) =>
        new(isShut, Ceiling: isShut ? Points.Zero : null, Arguments: arguments);

    public static Finding Most(Points points, Points most, params (string, string)[] arguments) =>
        new(points > most, Ceiling: most, Arguments: arguments);

    /// <param name="left">What the limit still lets pass; below zero: nothing.</param>
    public static Finding Limit(Points points, Points left, PointsCurrency currency, string limit) => Most(
        points, left, ("limit", limit),
        ("remaining", currency.Text(left < Points.Zero ? Points.Zero : left)));
}
