using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Rewards;

/// <summary>What a program gives for points of any number: a discount, a voucher or cashback in a currency.</summary>
public sealed record ConversionRate
{
    /// <summary>purchase_discount, voucher or cashback.</summary>
    public string Type { get; init; } = "";

    /// <summary>Of the money, ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Whose points it is for; absent: the program's default one.</summary>
    public string? PointsCurrency { get; init; }

    /// <summary>So many points are one unit of the currency.</summary>
    public Points PointsPerUnit { get; init; }

    public Points? MinPoints { get; init; }

    public Points? MaxPoints { get; init; }

    public Points? MultipleOf { get; init; }

    /// <summary>The most of a purchase that redemptions may pay, above 0 and up to 1; absent: all of it.</summary>
    public Factor? MaxPurchaseShare { get; init; }

    /// <summary>
    /// Per account and calendar month in the program's time zone: what redemptions of that month by this rate took and
    /// did not give back.
    /// </summary>
    public Points? MaxPointsPerMonth { get; init; }

    /// <summary>False: on one order there may be no other redemption that gives something.</summary>
    public bool Combinable { get; init; } = true;

    public RateFee? Fee { get; init; }

    /// <summary>What the value is multiplied with, by codes of tiers; 1 for all others.</summary>
    public IReadOnlyDictionary<string, Factor>? TierBonus { get; init; }

    /// <summary>A voucher's last day is that many days after the day it is given; absent, both: it has none.</summary>
    public int? ValidDays { get; init; }

    /// <summary>The same in months, clamped to the month's last day.</summary>
    public int? ValidMonths { get; init; }

    /// <summary>Whether another member may use its code.</summary>
    public bool Transferable { get; init; } = true;

    /// <summary>Days until cashback is paid that are no Saturday, Sunday or holiday.</summary>
    public int? PayoutBusinessDays { get; init; }

    /// <summary>What tells it from the others of a program.</summary>
    public bool Is(string type, string currency, PointsCurrency points) => Type == type && Currency == currency
        && (PointsCurrency is null ? points.IsDefault : PointsCurrency == points.Code);

    public Conversion ConversionFor(string? tier) => new(
        PointsPerUnit, tier is not null && TierBonus?.TryGetValue(tier, out var bonus) == true ? bonus : Factor.One,
        Currency);

    /// <summary>Its amounts of points, by where they stand in it.</summary>
    public IEnumerable<(string Field, Points? Points)> Amounts() =>
    [
        ("min_points", MinPoints), ("max_points", MaxPoints), ("multiple_of", MultipleOf),
        ("max_points_per_month", MaxPointsPerMonth),
    ];
}
