using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Redemptions;

/// <summary>What the rules of a redemption look at.</summary>
/// <param name="Usage">Null when no limit by day or month asked for it.</param>
/// <param name="HasRoom">Whether the account's ledger has room for further entries.</param>
public sealed record RedemptionFacts(
    AccountState Account, RedemptionPolicy Policy, Points Points, UsageBefore? Usage, bool HasRoom)
{
    /// <exception cref="InvalidOperationException">A limit by day or month is set, and its usage was not asked
    /// for.</exception>
    public UsageBefore KnownUsage =>
        Usage ?? throw new InvalidOperationException("A limit is not looked at without what was used of it.");
}

/// <summary>A rule as it turned out for a redemption, and which amounts it would let pass.</summary>
/// <param name="Ceiling">The most that passes; null: it sets no such bound.</param>
/// <param name="Floor">The least that passes; null: it sets no such bound.</param>
/// <param name="MultipleOf">What every amount that passes is a multiple of; null: of nothing.</param>
public sealed record Finding(
    bool IsBroken, Points? Ceiling = null, Points? Floor = null, Points? MultipleOf = null,
    params (string Name, string Value)[] Arguments);

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
        new("limit_reached", nameof(DayHasPointsLeft), DayHasPointsLeft),
        new("limit_reached", nameof(MonthHasPointsLeft), MonthHasPointsLeft),
        new("limit_reached", nameof(DayHasRedemptionsLeft), DayHasRedemptionsLeft),
        new("limit_reached", nameof(LedgerHasRoom), LedgerHasRoom),
    ];

    /// <summary>Each code once, in the order in which reasons are told.</summary>
    public static readonly IReadOnlyList<string> Codes = [.. InOrder.Select(rule => rule.Code).Distinct()];

    static Finding AccountIsOpen(RedemptionFacts facts) => Gate(facts.Account.Owner.IsClosed);

    static Finding MemberIsNotBlocked(RedemptionFacts facts) => Gate(facts.Account.Owner.IsBlocked);

    static Finding PointsSuffice(RedemptionFacts facts) => Most(
        facts, facts.Account.Available, ("available", facts.Account.Currency.Text(facts.Account.Available)));

    static Finding AmountReachesTheMinimum(RedemptionFacts facts)
    {
        var minimum = facts.Policy.MinPoints ?? Points.Zero;
        return new(facts.Points < minimum, Floor: minimum,
            Arguments: [("minimum", facts.Account.Currency.Text(minimum))]);
    }

    static Finding? AmountKeepsToTheMaximum(RedemptionFacts facts) => facts.Policy.MaxPoints is { } maximum
        ? Most(facts, maximum, ("maximum", facts.Account.Currency.Text(maximum)))
        : null;

    static Finding? AmountIsAMultiple(RedemptionFacts facts) => facts.Policy.MultipleOf is { } multiple
        ? new(facts.Points.Value % multiple.Value != 0, MultipleOf: multiple,
            Arguments: [("multiple_of", facts.Account.Currency.Text(multiple))])
        : null;

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
            ? Gate(facts.Account.RedeemedCount - facts.KnownUsage.CountBeforeDay >= most,
                ("limit", "redemptions_per_day"))
            : null;

    static Finding LedgerHasRoom(RedemptionFacts facts) => Gate(!facts.HasRoom, ("limit", "transactions"));

    /// <summary>Lets every amount pass, or none.</summary>
    static Finding Gate(bool isShut, params (string, string)[] arguments) =>
        new(isShut, Ceiling: isShut ? Points.Zero : null, Arguments: arguments);

    static Finding Most(RedemptionFacts facts, Points most, params (string, string)[] arguments) =>
        new(facts.Points > most, Ceiling: most, Arguments: arguments);

    static Finding Limit(RedemptionFacts facts, string limit, Points left) => Most(facts, left, ("limit", limit),
        ("remaining", facts.Account.Currency.Text(left < Points.Zero ? Points.Zero : left)));
}
