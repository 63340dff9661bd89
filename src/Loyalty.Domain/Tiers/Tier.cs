using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Tiers;

/// <summary>
/// A level of a program's members, reached by what they earned in the program's default points currency.
/// </summary>
public sealed record Tier
{
    /// <summary>The longest period: a hundred years.</summary>
    public const int MostDays = 36_500;

    /// <summary>Its name in allowed_tiers: lower-case letters, digits, - and _.</summary>
    public string Code { get; init; } = "";

    /// <summary>1…2^31−1, unique in the program; absent: assigned.</summary>
    public int? Number { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Name by language (ISO 639-1).</summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    public string? Description { get; init; }

    /// <summary>A member has the highest of those reached, 0…1000000; absent: the place in the list.</summary>
    public int? Level { get; init; }

    /// <summary>What has to be earned in the period to reach it; 0 is reached by everybody.</summary>
    public Points MinPointsEarned { get; init; }

    /// <summary>
    /// Days that count, 1…36500: from the local midnight that many days before today's on; null: all time.
    /// </summary>
    public int? PeriodDays { get; init; }

    /// <summary>When the window that counts at a time began; null: it has no beginning.</summary>
    public DateTimeOffset? WindowStart(DateTimeOffset time, TimeZoneInfo zone) => PeriodDays is { } days
        ? LocalDay.Of(time, zone).AddDays(-days).Start(zone)
        : null;

    public bool IsReachedBy(Points earned) => earned >= MinPointsEarned || MinPointsEarned == Points.Zero;
}

/// <summary>The tier that a member has at a time; none where the program has none that is reached.</summary>
public sealed record TierHeld(Tier? Tier)
{
    /// <param name="tiers">The lowest first.</param>
    /// <param name="earned">What the member earned in a tier's window.</param>
    public static TierHeld Of(IReadOnlyList<Tier> tiers, Func<Tier, Points> earned) =>
        new(tiers.LastOrDefault(tier => tier.IsReachedBy(earned(tier))));

    /// <summary>Whether it is one of these; an empty list, or none, names all.</summary>
    public bool IsAmong(IReadOnlyList<string>? codes) =>
        codes is not { Count: > 0 } || (Tier is not null && codes.Contains(Tier.Code));
}
