using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Redemptions;
using Loyalty.Domain.Tiers;

namespace Loyalty.Domain.Rewards;

/// <summary>What the rules of a reward look at.</summary>
/// <param name="Option">Null: by a rate.</param>
/// <param name="Rate">Null: by an option, or there is none.</param>
/// <param name="Terms">What it would give; null: nothing in this currency.</param>
public sealed record RewardFacts(RedemptionOption? Option, ConversionRate? Rate, RewardTerms? Terms, Points Points)
{
    public required DateTimeOffset Now { get; init; }

    public required PointsCurrency PointsCurrency { get; init; }

    /// <summary>Of the money.</summary>
    public required string Currency { get; init; }

    /// <summary>Null: none was sent.</summary>
    public Points? Asked { get; init; }

    /// <summary>Null: none was sent.</summary>
    public Money? Amount { get; init; }

    /// <summary>Null: none was sent.</summary>
    public Money? Purchase { get; init; }

    public string? OrderRef { get; init; }

    /// <summary>When the month began that limits count; null: no rule asks for it.</summary>
    public DateTimeOffset? MonthStart { get; init; }

    /// <summary>Null when no rule asks for it.</summary>
    public TierHeld? Tier { get; init; }

    /// <summary>Whether the caller's own code is another redemption's.</summary>
    public bool IsCodeTaken { get; init; }

    /// <summary>How many are left of the option; null: any number.</summary>
    public long? Left { get; init; }

    public IReadOnlyList<string> MemberTags { get; init; } = [];

    /// <summary>Earlier redemptions that still have something; null when no rule asks for them.</summary>
    public IReadOnlyList<Redemption>? Earlier { get; init; }

    /// <exception cref="InvalidOperationException">A rule counts them, and they were not asked for.</exception>
    public IReadOnlyList<Redemption> KnownEarlier =>
        Earlier ?? throw new InvalidOperationException("Earlier redemptions are not counted without being known.");

    /// <summary>Those for the same order; none where no order is named.</summary>
    public IEnumerable<Redemption> OfOrder => OrderRef is null ? []
        : KnownEarlier.Where(redemption => redemption.Opening.OrderRef == OrderRef);

    public Money? Value => Terms?.ValueOf(Points);

    /// <summary>The most that may be redeemed for a purchase; null: any.</summary>
    public Money? PurchaseShare => Rate?.MaxPurchaseShare is { } share ? Purchase?.Share(share)
        : Terms?.Type == RewardType.PurchaseDiscount ? Purchase?.Share(Factor.One)
        : null;

    public Points? MinPoints => Option?.MinPoints ?? Rate?.MinPoints;

    public Points? MaxPoints => Option?.MaxPoints ?? Rate?.MaxPoints;

    /// <summary>The most points whose value is an amount that money can be; null: it is not counted in money.</summary>
    public Points? Most => Terms?.Conversion is { } conversion
        && conversion.MostFor(new(Money.Max, conversion.Currency)) is var most && most < Points.Max
            ? most
            : null;

    public Points? MultipleOf => Option?.MultipleOf ?? Rate?.MultipleOf;

    /// <summary>The fewest points that give something at all; null: none do.</summary>
    public Points? Least => Terms?.Conversion is not { } conversion ? Points.Zero
        : Terms.LeastValue is { } value ? PointsStep.Of(PointsCurrency).Up(conversion.FewestFor(value))
        : null;
}

/// <summary>A rule that a redemption has to keep which gives something.</summary>
public sealed record RewardRule(string Code, string Name, Func<RewardFacts, Finding?> Of);

/// <summary>The rules of options, of rates, of the purchase and of stock. Their order is that of the reasons.</summary>
public static class RewardRules
{
    const string NotEligible = "not_eligible";
    internal const string CurrencyNotSupported = "currency_not_supported";
    internal const string OutOfStock = "out_of_stock";
    internal const string CodeTaken = "code_taken";

    public static readonly IReadOnlyList<RewardRule> InOrder =
    [
        new("points_mismatch", nameof(PointsAreTheOptions), PointsAreTheOptions),
        new(NotEligible, nameof(OptionIsActive), OptionIsActive),
        new(NotEligible, nameof(OptionHasBegun), OptionHasBegun),
        new(NotEligible, nameof(OptionHasNotEnded), OptionHasNotEnded),
        new(NotEligible, nameof(OptionCoversTheCurrency), OptionCoversTheCurrency),
        new(NotEligible, nameof(OptionAllowsTheTier), OptionAllowsTheTier),
        new(NotEligible, nameof(OptionAllowsTheTags), OptionAllowsTheTags),
        new("limit_reached", nameof(OptionHasUsesLeft), OptionHasUsesLeft),
        new(CurrencyNotSupported, nameof(RewardHasAValue), RewardHasAValue),
        new("limit_reached", nameof(RateHasPointsLeft), RateHasPointsLeft),
        new("exceeds_purchase_share", nameof(ValueKeepsToThePurchase), ValueKeepsToThePurchase),
        new("not_combinable", nameof(RewardsCombine), RewardsCombine),
        new(OutOfStock, nameof(OptionIsInStock), OptionIsInStock),
        new(CodeTaken, nameof(CodeIsFree), CodeIsFree),
    ];

    /// <summary>What is said twice has to agree: points and amount, or either and a fixed cost.</summary>
    static Finding? PointsAreTheOptions(RewardFacts facts)
    {
        var isSaidTwice = facts.Asked is not null && facts.Amount is not null;
        if (facts.Option?.Points is not { } cost)
        {
            return isSaidTwice ? Finding.Gate(true, ("reason", "points_and_amount")) : null;
        }

        return isSaidTwice ? Finding.Gate(true, ("reason", "points_and_amount"))
            : facts.Amount is { } amount && facts.Value?.Amount != amount.Amount
                ? new(true, Ceiling: cost, Floor: cost, Arguments: [("reason", "amount"), ("value", $"{facts.Value}")])
            : new(facts.Points != cost, Ceiling: cost, Floor: cost,
                Arguments: [("points", facts.PointsCurrency.Text(cost))]);
    }

    static Finding? OptionIsActive(RewardFacts facts) => Gate(facts.Option?.Active == false, "option_inactive");

    static Finding? OptionHasBegun(RewardFacts facts) =>
        Gate(facts.Now < facts.Option?.StartsAt, "option_not_started");

    static Finding? OptionHasNotEnded(RewardFacts facts) => Gate(facts.Now >= facts.Option?.EndsAt, "option_ended");

    static Finding? OptionCoversTheCurrency(RewardFacts facts) => Gate(
        facts.Option is { } option && option.PointsCurrency != facts.PointsCurrency.Code, "option_currency");

    static Finding? OptionAllowsTheTier(RewardFacts facts) => facts.Option?.AllowedTiers is { Count: > 0 } tiers
        ? Gate(!(facts.Tier ?? throw new InvalidOperationException("The member's tier is not known.")).IsAmong(tiers),
            "option_tier")
        : null;

    static Finding? OptionAllowsTheTags(RewardFacts facts) => facts.Option?.AllowedTags is { Count: > 0 } tags
        ? Gate(!facts.MemberTags.Intersect(tags).Any(), "option_tag")
        : null;

    static Finding? OptionHasUsesLeft(RewardFacts facts) => facts.Option?.MaxPerMember is { } most
        ? Finding.Gate(
            facts.KnownEarlier.Count(redemption => redemption.Reward!.Terms.Option == facts.Option.Id) >= most,
            ("limit", "option_uses"))
        : null;

    static Finding? RewardHasAValue(RewardFacts facts) =>
        Finding.Gate(facts.Terms is null, ("currency", facts.Currency));

    static Finding? RateHasPointsLeft(RewardFacts facts) => facts.Rate?.MaxPointsPerMonth is { } most
        ? Finding.Limit(
            facts.Points,
            most - facts.KnownEarlier.Where(earlier => IsRatesOf(facts, earlier)).Sum(redemption => redemption.Net),
            facts.PointsCurrency, "rate_points_per_month")
        : null;

    /// <summary>An amount that does not fit is never clipped: the caller takes off what was agreed.</summary>
    static Finding? ValueKeepsToThePurchase(RewardFacts facts)
    {
        if (facts.PurchaseShare is not { } share || facts.Value is not { } value)
        {
            return null;
        }

        var left = facts.OfOrder.Select(redemption => redemption.Reward!.Value)
            .Where(other => other?.Currency == share.Currency)
            .Aggregate(share, (rest, other) => rest - other!);
        var shown = left.Amount < 0 ? Money.OfMinorUnits(0, left.Currency) : left;
        return new(
            value.Amount > left.Amount,
            Ceiling: facts.Terms!.Conversion?.MostFor(left) ?? (value.Amount > left.Amount ? Points.Zero : null),
            Arguments: [("remaining", shown.ToString())]);
    }

    static Finding? RewardsCombine(RewardFacts facts) => facts.OrderRef is null || facts.Terms is null ? null
        : Finding.Gate(facts.OfOrder.Any(other => !facts.Terms.IsCombinable || !other.Reward!.Terms.IsCombinable));

    static Finding? OptionIsInStock(RewardFacts facts) =>
        facts.Left is { } left ? Finding.Gate(left < 1) : null;

    static Finding CodeIsFree(RewardFacts facts) => Finding.Gate(facts.IsCodeTaken, ("reason", "of_coupon"));

    static Finding? Gate(bool isShut, string reason) => Finding.Gate(isShut, ("reason", reason));

    static bool IsRatesOf(RewardFacts facts, Redemption redemption) =>
        redemption.Reward!.Terms is { Option: null } terms && terms.Type == facts.Rate!.Type
            && terms.Currency == facts.Rate.Currency && redemption.Opening.At >= facts.MonthStart;
}
