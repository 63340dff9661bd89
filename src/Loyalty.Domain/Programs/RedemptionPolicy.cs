namespace Loyalty.Domain.Programs;

/// <summary>What a single redemption and all of a day or month may take; null sets no limit.</summary>
public sealed record RedemptionPolicy
{
    public Points? MinPoints { get; init; }

    public Points? MaxPoints { get; init; }

    public Points? MultipleOf { get; init; }

    /// <summary>Per calendar day in the program's time zone, net of what was given back.</summary>
    public Points? MaxPointsPerDay { get; init; }

    /// <summary>Per calendar month in the program's time zone, net of what was given back.</summary>
    public Points? MaxPointsPerMonth { get; init; }

    public int? MaxRedemptionsPerDay { get; init; }

    /// <summary>Codes of the tiers whose members may redeem; an empty list, or none: all.</summary>
    public IReadOnlyList<string>? AllowedTiers { get; init; }

    /// <summary>True when its decision needs to know what was redeemed earlier in the day or month.</summary>
    public bool CountsUsage() =>
        MaxPointsPerDay is not null || MaxPointsPerMonth is not null || MaxRedemptionsPerDay is not null;
}
