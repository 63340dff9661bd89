using System.Globalization;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Tiers;

namespace Loyalty.Domain.Rewards;

/// <summary>What is to be given for points, as the program's catalog has it, and what has to be known of it.</summary>
/// <param name="Option">Null: by a rate.</param>
/// <param name="Rate">Null: by an option, or there is none for this type and currency.</param>
/// <param name="Currency">Of its value.</param>
public sealed record AskedReward(RedemptionOption? Option, ConversionRate? Rate, string Currency)
{
    /// <summary>Null: it is for no order.</summary>
    public string? OrderRef { get; init; }

    /// <summary>The caller's own code; null: none.</summary>
    public string? Code { get; init; }

    /// <summary>Null: no month is limited.</summary>
    public DateTimeOffset? MonthStart { get; init; }

    /// <summary>Where several options are looked at together.</summary>
    public IReadOnlyList<RedemptionOption> AllOptions
    {
        get => field.Count > 0 ? field : Option is null ? [] : [Option];
        init;
    } = [];

    public bool NeedsTier => Rate?.TierBonus is { Count: > 0 }
        || AllOptions.Any(option => option.AllowedTiers is { Count: > 0 });

    public Points? MultipleOf => Option?.MultipleOf ?? Rate?.MultipleOf;

    /// <summary>Null: it has no value in the currency, and should have one.</summary>
    public RewardTerms? TermsFor(TierHeld? tier) => Option is not null ? Option.TermsIn(Currency)
        : Rate is null ? null
        : RewardTerms.Of(Rate, tier?.Tier?.Code);

    /// <summary>What is missing of what its rules look at.</summary>
    public IEnumerable<WantedFact> Lacks(Facts known)
    {
        var stocked = AllOptions.Where(option => option.Stock is not null || option.AllowedTags is { Count: > 0 });
        if (stocked.Any())
        {
            var asked = new OptionFactsOf(Numbers(stocked));
            if (known.Find<OptionFacts>()?.Of != asked)
            {
                yield return asked;
            }
        }

        if (Code is not null && known.Find<CodeTaken>() is null && known.Find<CodeLook>()?.Of.Code != Code)
        {
            yield return new CodeLookOf(Code);
        }

        var earlier = new RewardsOf(
            Numbers(AllOptions.Where(option => option.MaxPerMember is not null)),
            MonthStart is null ? null : Rate?.Type, MonthStart is null ? null : Currency, MonthStart, OrderRef);
        if (earlier != new RewardsOf("") && known.Find<EarlierRewards>()?.Of != earlier)
        {
            yield return earlier;
        }
    }

    static string Numbers(IEnumerable<RedemptionOption> options) => string.Join(
        ' ', options.Select(option => option.Id!.Value.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>An option as one member can have it now.</summary>
/// <param name="Points">What it costs; of a variable one the least.</param>
/// <param name="Left">How many are left; null: any number.</param>
public sealed record Offer(
    RedemptionOption Option, Points Points, Redemptions.RedemptionCheck Check, long? Left);

/// <summary>A coupon's code and the redemption that gave it.</summary>
public sealed record GivenCoupon(string Code, int Redemption);
