using Loyalty.Domain.Ledger;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Rewards;
using Loyalty.Domain.Tiers;

namespace Loyalty.Domain.Accounts;

/// <summary>What promotions and tiers ask to be known of an account and its member.</summary>
public sealed partial class Account
{
    /// <summary>The promotion that a request names; none when it names none.</summary>
    Decision<NamedPromotion> FindPromotion(string? id) =>
        id is null ? NamedPromotion.None
        : Occasion.Program.Promotions.TryGetValue(id, out var promotion) ? new NamedPromotion(promotion)
        : Declines.PromotionNotFound;

    static About OfPromotion(string? id) => id is null ? About.Nothing : About.Nothing.With(About.PromotionId, id);

    /// <summary>
    /// What rules of promotions, tiers and periods look at; whatever is missing of it is asked for at once.
    /// </summary>
    /// <param name="reward">Null: nothing is given for the points.</param>
    Decision<KnownFacts> KnowingOf(
        Promotion? promotion, bool accrues, bool needsTier, bool countsUsage, AskedReward? reward = null)
    {
        if (promotion is null && !needsTier && reward is null && (!countsUsage || State.Usage is not null))
        {
            return KnownFacts.None;
        }

        var missing = new List<WantedFact>();
        if (countsUsage && State.Usage is null)
        {
            missing.Add(new UsageAt(Now));
        }

        TierHeld? tier = null;
        if (needsTier || promotion?.AllowedTiers is { Count: > 0 } || reward?.NeedsTier == true)
        {
            tier = FindTier();
            missing.AddRange(tier is null ? [new TierAt(Now)] : []);
        }

        PromotionUsage? usage = null;
        if (promotion?.CountsUses() == true)
        {
            var asked = new PromotionUsesOf(promotion.Id, accrues);
            usage = Occasion.Facts.Find<PromotionUses>() is { } uses && uses.Of == asked
                ? uses.Count(State, entries)
                : null;
            missing.AddRange(usage is null ? [asked] : []);
        }

        missing.AddRange(reward?.Lacks(Occasion.Facts) ?? []);
        return missing.Count > 0 ? MissingParts.Of(missing) : new KnownFacts(tier, usage);
    }

    /// <summary>The member's tier now; null when what it hangs on was not loaded.</summary>
    TierHeld? FindTier()
    {
        var tiers = Occasion.Program.Tiers;
        if (State.Currency.IsDefault && tiers.All(tier => tier.PeriodDays is null))
        {
            return TierHeld.Of(tiers, _ => State.Earned);
        }

        if (Occasion.Facts.Find<EarnedBefore>() is not { } before
            || before.DayStart != TierWindows.Around(Now, Occasion.Program).DayStart)
        {
            return null;
        }

        var earned = State.Currency.IsDefault ? State.Earned : before.Earned;
        return TierHeld.Of(tiers, tier => earned
            - (tier.PeriodDays is { } days ? before.BeforeWindow.GetValueOrDefault(days) : Points.Zero));
    }

    /// <summary>A promotion that a request names, or that it names none.</summary>
    sealed record NamedPromotion(Promotion? Promotion)
    {
        public static readonly NamedPromotion None = new((Promotion?)null);
    }

    sealed record KnownFacts(TierHeld? Tier, PromotionUsage? Usage)
    {
        /// <summary>Of a plain request, which nothing of this is asked for.</summary>
        public static readonly KnownFacts None = new(null, null);
    }
}
