using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Promotions;

/// <summary>
/// An offer of a program that redemptions and accruals name: when, for whom, how many points, how often.
/// </summary>
public sealed record Promotion
{
    /// <summary>Its name in calls, for ever: 1 to 64 visible ASCII characters without a slash.</summary>
    public string Id { get; init; } = "";

    /// <summary>1…2^31−1, unique in the program; absent: assigned.</summary>
    public int? Number { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Name by language (ISO 639-1).</summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    public string? Description { get; init; }

    /// <summary>From then on, included; null: from ever.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Until then, excluded; null: for ever.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    public bool Active { get; init; } = true;

    /// <summary>Codes of the tiers whose members may use it; an empty list, or none: all.</summary>
    public IReadOnlyList<string>? AllowedTiers { get; init; }

    /// <summary>
    /// Of one account and direction (redeemed, or accrued), net of what was given back; null: no limit.
    /// </summary>
    public Points? MaxPointsPerMember { get; init; }

    /// <summary>
    /// Redemptions, or accruals, of one account that were not wholly given back; null: no limit.
    /// </summary>
    public int? MaxUsesPerMember { get; init; }

    /// <summary>At most one for a points currency; none at all: any amount may be redeemed in any.</summary>
    public IReadOnlyList<RedeemRule> RedeemRules { get; init; } = [];

    /// <summary>At most one for a points currency; none at all: accruals bring what is sent, in any.</summary>
    public IReadOnlyList<AccrualRule> AccrualRules { get; init; } = [];

    /// <summary>Whether purchases earn by it without naming it.</summary>
    public bool Automatic { get; init; }

    /// <summary>Whether usage has to be counted before it can be used.</summary>
    public bool CountsUses() => MaxPointsPerMember is not null || MaxUsesPerMember is not null;

    /// <summary>
    /// As it is stored: with a points currency in each rule, the default one of now where none is named, and points
    /// with the decimals of their currency.
    /// </summary>
    public Promotion AsStored(LoyaltyProgram program) => this with
    {
        MaxPointsPerMember = MaxPointsPerMember?.ToScale(program.PointsCurrencies.Max(currency => currency.Scale)),
        RedeemRules = [.. RedeemRules.Select(rule => rule.In(program.Currency(rule.PointsCurrency)!))],
        AccrualRules = [.. AccrualRules.Select(rule => rule.In(program.Currency(rule.PointsCurrency)!))],
    };

    public RedeemRule? RedeemRule(PointsCurrency currency) =>
        RedeemRules.FirstOrDefault(rule => rule.PointsCurrency == currency.Code);

    public AccrualRule? AccrualRule(PointsCurrency currency) =>
        AccrualRules.FirstOrDefault(rule => rule.PointsCurrency == currency.Code);
}

/// <summary>How many points of a currency may be redeemed with a promotion.</summary>
public sealed record RedeemRule
{
    /// <summary>Absent: the program's default one at that time.</summary>
    public string? PointsCurrency { get; init; }

    /// <summary>Exactly so many; excludes the other two.</summary>
    public Points? StaticPoints { get; init; }

    public Points? MinPoints { get; init; }

    public Points? MaxPoints { get; init; }

    public RedeemRule In(PointsCurrency currency) => new()
    {
        PointsCurrency = currency.Code,
        StaticPoints = StaticPoints?.ToScale(currency.Scale),
        MinPoints = MinPoints?.ToScale(currency.Scale),
        MaxPoints = MaxPoints?.ToScale(currency.Scale),
    };
}

/// <summary>How many points of a currency an accrual with a promotion brings.</summary>
public sealed record AccrualRule
{
    /// <summary>Absent: the program's default one at that time.</summary>
    public string? PointsCurrency { get; init; }

    /// <summary>So many, whatever was bought; excludes the other.</summary>
    public Points? StaticPoints { get; init; }

    /// <summary>The points sent times this, rounded down to the currency's scale.</summary>
    public Factor? Multiplier { get; init; }

    public AccrualRule In(PointsCurrency currency) => this with
    {
        PointsCurrency = currency.Code,
        StaticPoints = StaticPoints?.ToScale(currency.Scale),
    };
}
