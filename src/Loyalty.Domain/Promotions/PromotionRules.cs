using Loyalty.Domain.Programs;
using Loyalty.Domain.Tiers;

namespace Loyalty.Domain.Promotions;

/// <summary>What the rules of a promotion look at.</summary>
/// <param name="Asked">The points that the caller sent.</param>
/// <param name="Points">Those that would move.</param>
/// <param name="StaticPoints">What it fixes for this points currency; null: nothing.</param>
/// <param name="CoversCurrency">Whether it is for this points currency.</param>
public sealed record PromotionFacts(
    Promotion Promotion, DateTimeOffset Now, PointsCurrency Currency, Points Asked, Points Points,
    Points? StaticPoints, bool CoversCurrency)
{
    /// <summary>Null when the promotion does not ask for it.</summary>
    public TierHeld? Tier { get; init; }

    /// <summary>Null when the promotion does not ask for it.</summary>
    public PromotionUsage? Usage { get; init; }

    /// <exception cref="InvalidOperationException">It names tiers, and the member's was not asked for.</exception>
    public TierHeld KnownTier =>
        Tier ?? throw new InvalidOperationException("A rule of tiers is not looked at without the member's.");

    /// <exception cref="InvalidOperationException">A limit is set, and its usage was not asked for.</exception>
    public PromotionUsage KnownUsage =>
        Usage ?? throw new InvalidOperationException("A limit is not looked at without what was used of it.");
}

/// <summary>A rule that whatever names a promotion has to keep.</summary>
public sealed record PromotionRule(string Code, string Name, Func<PromotionFacts, Finding?> Of);

/// <summary>
/// The rules of a promotion, which redemptions and accruals have to keep alike. Their order is that of the reasons.
/// </summary>
public static class PromotionRules
{
    internal const string NotEligible = "not_eligible";

    public static readonly IReadOnlyList<PromotionRule> InOrder =
    [
        new("promotion_amount_mismatch", nameof(AmountIsThePromotions), AmountIsThePromotions),
        new(NotEligible, nameof(PromotionIsActive), PromotionIsActive),
        new(NotEligible, nameof(PromotionHasBegun), PromotionHasBegun),
        new(NotEligible, nameof(PromotionHasNotEnded), PromotionHasNotEnded),
        new(NotEligible, nameof(PromotionCoversTheCurrency), PromotionCoversTheCurrency),
        new(NotEligible, nameof(PromotionAllowsTheTier), PromotionAllowsTheTier),
        new("limit_reached", nameof(PromotionHasUsesLeft), PromotionHasUsesLeft),
        new("limit_reached", nameof(PromotionHasPointsLeft), PromotionHasPointsLeft),
    ];

    /// <summary>Every reason against it.</summary>
    public static IReadOnlyList<Reason> Reasons(PromotionFacts facts) =>
    [
        .. InOrder.Select(rule => (rule.Code, Finding: rule.Of(facts)))
            .Where(found => found.Finding is { IsBroken: true })
            .Select(found => Reason.Of(found.Code, found.Finding!.Arguments)),
    ];

    static Finding? AmountIsThePromotions(PromotionFacts facts) => facts.StaticPoints is { } points
        ? new(facts.Asked != points, Ceiling: points, Floor: points,
            Arguments: [("points", facts.Currency.Text(points))])
        : null;

    static Finding PromotionIsActive(PromotionFacts facts) => Gate(!facts.Promotion.Active, "promotion_inactive");

    static Finding PromotionHasBegun(PromotionFacts facts) =>
        Gate(facts.Now < facts.Promotion.StartsAt, "promotion_not_started");

    static Finding PromotionHasNotEnded(PromotionFacts facts) =>
        Gate(facts.Now >= facts.Promotion.EndsAt, "promotion_ended");

    static Finding PromotionCoversTheCurrency(PromotionFacts facts) =>
        Gate(!facts.CoversCurrency, "promotion_currency");

    static Finding? PromotionAllowsTheTier(PromotionFacts facts) =>
        facts.Promotion.AllowedTiers is { Count: > 0 } tiers
            ? Gate(!facts.KnownTier.IsAmong(tiers), "promotion_tier")
            : null;

    static Finding? PromotionHasUsesLeft(PromotionFacts facts) => facts.Promotion.MaxUsesPerMember is { } most
        ? Finding.Gate(facts.KnownUsage.Count >= most, ("limit", "promotion_uses"))
        : null;

    static Finding? PromotionHasPointsLeft(PromotionFacts facts) => facts.Promotion.MaxPointsPerMember is { } most
        ? Finding.Limit(facts.Points, most - facts.KnownUsage.Points, facts.Currency, "promotion_points")
        : null;

    static Finding Gate(bool isShut, string reason) => Finding.Gate(isShut, ("reason", reason));
}
