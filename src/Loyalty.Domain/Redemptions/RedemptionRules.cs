using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Rewards;
using Loyalty.Domain.Tiers;

namespace Loyalty.Domain.Redemptions;

/// <summary>What the rules of a redemption look at.</summary>
/// <param name="Usage">Null when no limit by day or month asked for it.</param>
/// <param name="HasRoom">Whether the account's ledger has room for further entries.</param>
public sealed record RedemptionFacts(
    AccountState Account, RedemptionPolicy Policy, Points Points, UsageBefore? Usage, bool HasRoom)
{
    /// <summary>Null when none is named.</summary>
    public PromotionFacts? Promotion { get; init; }

    /// <summary>What the promotion sets for this points currency; null: nothing.</summary>
    public RedeemRule? RedeemRule { get; init; }

    /// <summary>Null when nothing is given for the points.</summary>
    public RewardFacts? Reward { get; init; }

    /// <summary>Null when no rule asks for it.</summary>
    public TierHeld? Tier { get; init; }

    /// <exception cref="InvalidOperationException">A limit by day or month is set, and its usage was not asked
    /// for.</exception>
    public UsageBefore KnownUsage =>
        Usage ?? throw new InvalidOperationException("A limit is not looked at without what was used of it.");

    /// <exception cref="InvalidOperationException">A rule names tiers, and the member's was not asked for.</exception>
    public TierHeld KnownTier =>
        Tier ?? throw new InvalidOperationException("A rule of tiers is not looked at without the member's.");
}

/// <summary>A rule that a redemption has to keep.</summary>
/// <param name="Code">What a redemption that breaks it is refused with.</param>
/// <param name="Name">A sentence of one word, as docs/rules.md lists it.</param>
/// <param name="Of">Null when the program has no such rule.</param>
public sealed record RedemptionRule(string Code, string Name, Func<RedemptionFacts, Finding?> Of);

/// <summary>
/// The rules of a redemption. Their order is the one in which reasons are told: redeeming, validating, the largest
/// amount that would pass, and docs/rules.md all read this list.
/// </summary>
public static class RedemptionRules
{
    public static readonly IReadOnlyList<RedemptionRule> InOrder =
    [
        new("account_closed", nameof(AccountIsOpen), AccountIsOpen),
        new("account_blocked", nameof(MemberIsNotBlocked), MemberIsNotBlocked),
        new("insufficient_points", nameof(PointsSuffice), PointsSuffice),
        new("below_minimum", nameof(AmountReachesTheMinimum), AmountReachesTheMinimum),
        new("above_maximum", nameof(AmountKeepsToTheMaximum), AmountKeepsToTheMaximum),
        new("not_a_multiple", nameof(AmountIsAMultiple), AmountIsAMultiple),
        new("not_a_multiple", nameof(AmountIsAMultipleForTheReward), AmountIsAMultipleForTheReward),
        new("limit_reached", nameof(DayHasPointsLeft), DayHasPointsLeft),
        new("limit_reached", nameof(MonthHasPointsLeft), MonthHasPointsLeft),
        new("limit_reached", nameof(DayHasRedemptionsLeft), DayHasRedemptionsLeft),
        new("limit_reached", nameof(LedgerHasRoom), LedgerHasRoom),
        .. PromotionRules.InOrder.Select(OfPromotion),
        new(PromotionRules.NotEligible, nameof(TierIsAllowed), TierIsAllowed),
        .. RewardRules.InOrder.Select(OfReward),
    ];

    /// <summary>Each code once, in the order in which reasons are told.</summary>
    public static readonly IReadOnlyList<string> Codes = [.. InOrder.Select(rule => rule.Code).Distinct()];

    static Finding AccountIsOpen(RedemptionFacts facts) => Finding.Gate(facts.Account.Owner.TakesNoPart);

    static Finding MemberIsNotBlocked(RedemptionFacts facts) => Finding.Gate(facts.Account.Owner.IsBlocked);

    static Finding PointsSuffice(RedemptionFacts facts) => Most(
        facts, facts.Account.Available, ("available", facts.Account.Currency.Text(facts.Account.Available)));

    /// <summary>
    /// The largest of the minimums counts; one of them is what has to be redeemed for anything to be left after
    /// rounding and fee.
    /// </summary>
    static Finding AmountReachesTheMinimum(RedemptionFacts facts)
    {
        if (facts.Reward is { Least: null })
        {
            return Finding.Gate(true, ("reason", "fee_takes_all"));
        }

        Points?[] all = [facts.RedeemRule?.MinPoints, facts.Reward?.MinPoints, facts.Reward?.Least];
        var minimum = all.Aggregate(
            facts.Policy.MinPoints ?? Points.Zero,
            (most, other) => other is { } higher && higher > most ? higher : most);
        return new(facts.Points < minimum, Floor: minimum,
            Arguments: [("minimum", facts.Account.Currency.Text(minimum))]);
    }

    static Finding? AmountKeepsToTheMaximum(RedemptionFacts facts)
    {
        Points?[] all = [
            facts.Policy.MaxPoints, facts.RedeemRule?.MaxPoints, facts.Reward?.MaxPoints, facts.Reward?.Most,
        ];
        return all.Min() is { } maximum
            ? Most(facts, maximum, ("maximum", facts.Account.Currency.Text(maximum)))
            : null;
    }

    static Finding? AmountIsAMultiple(RedemptionFacts facts) => Multiple(facts, facts.Policy.MultipleOf);

    static Finding? AmountIsAMultipleForTheReward(RedemptionFacts facts) => Multiple(facts, facts.Reward?.MultipleOf);

    static Finding? DayHasPointsLeft(RedemptionFacts facts) =>
        facts.Policy.MaxPointsPerDay is { } most
            ? Limit(facts, "points_per_day", most - (facts.Account.Redeemed - facts.KnownUsage.BeforeDay))
            : null;

    static Finding? MonthHasPointsLeft(RedemptionFacts facts) =>
        facts.Policy.MaxPointsPerMonth is { } most
            ? Limit(facts, "points_per_month", most - (facts.Account.Redeemed - facts.KnownUsage.BeforeMonth))
            : null;

    static Finding? DayHasRedemptionsLeft(RedemptionFacts facts) =>
        facts.Policy.MaxRedemptionsPerDay is { } most
            ? Finding.Gate(facts.Account.RedeemedCount - facts.KnownUsage.CountBeforeDay >= most,
                ("limit", "redemptions_per_day"))
            : null;

    static Finding LedgerHasRoom(RedemptionFacts facts) => Finding.Gate(!facts.HasRoom, ("limit", "transactions"));

    static RedemptionRule OfPromotion(PromotionRule rule) => new(
        rule.Code, rule.Name, facts => facts.Promotion is { } promotion ? rule.Of(promotion) : null);

    static RedemptionRule OfReward(RewardRule rule) => new(
        rule.Code, rule.Name, facts => facts.Reward is { } reward ? rule.Of(reward) : null);

    static Finding? TierIsAllowed(RedemptionFacts facts) => facts.Policy.AllowedTiers is { Count: > 0 } tiers
        ? Finding.Gate(!facts.KnownTier.IsAmong(tiers), ("reason", "tier"))
        : null;

    static Finding? Multiple(RedemptionFacts facts, Points? multipleOf) => multipleOf is { } multiple
        ? new(facts.Points.Value % multiple.Value != 0, MultipleOf: multiple,
            Arguments: [("multiple_of", facts.Account.Currency.Text(multiple))])
        : null;

    static Finding Most(RedemptionFacts facts, Points most, params (string, string)[] arguments) =>
        Finding.Most(facts.Points, most, arguments);

    static Finding Limit(RedemptionFacts facts, string limit, Points left) =>
        Finding.Limit(facts.Points, left, facts.Account.Currency, limit);
}
