using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Redemptions;
using Loyalty.Domain.Rewards;
using Loyalty.Domain.Tiers;

namespace Loyalty.Domain.Accounts;

/// <summary>What redemptions give: by the program's rates, by its options.</summary>
public sealed partial class Account
{
    readonly Dictionary<int, int> stockTaken = [];
    readonly List<GivenCoupon> coupons = [];

    /// <summary>
    /// How many of each option's stock were taken since the account was loaded; below zero: put back. By number.
    /// </summary>
    public IReadOnlyDictionary<int, int> StockTaken => stockTaken;

    /// <summary>Coupons given since the account was loaded.</summary>
    public IReadOnlyList<GivenCoupon> Coupons => coupons;

    /// <summary>What can be had now of some options, in their order; what not, and why.</summary>
    public Decision<IReadOnlyList<Offer>> Offers(IReadOnlyList<RedemptionOption> options)
    {
        var wants = new AskedReward(null, null, Occasion.Program.BaseCurrency)
        {
            AllOptions = options,
        };
        var known = KnowingOf(
            null, accrues: false, Policy.Redemption.AllowedTiers is { Count: > 0 }, Policy.Redemption.CountsUsage(),
            wants);
        var earlier = Earlier();
        return known.Then<IReadOnlyList<Offer>>(
            facts => [.. options.Select(option => OfferOf(option, facts.Tier, earlier))]);
    }

    Offer OfferOf(RedemptionOption option, TierHeld? tier, IReadOnlyList<Redemption>? earlier)
    {
        var currency = option.CurrencyLike(Occasion.Program.BaseCurrency);
        var reward = new AskedReward(option, null, currency);
        var terms = option.TermsIn(currency);
        var request = new RedemptionRequest(null, option.Type, Particulars.None) { Option = option.Id };
        var points = option.Points ?? Points.Zero;
        var check = RedemptionCheck.Of(Facts(points));
        if (option.Points is null && check.Least is { } least)
        {
            // Of a variable one the least that can be had.
            (points, check) = (least, RedemptionCheck.Of(Facts(least)));
        }

        return new(option, points, check, LeftOf(option, Occasion.Facts.Find<OptionFacts>()));

        RedemptionFacts Facts(Points asked) => new(State, Policy.Redemption, asked, State.Usage, HasRoom)
        {
            Tier = tier,
            Reward = FactsOf(reward, terms, asked, request, tier) with { Earlier = earlier },
        };
    }

    /// <summary>Earlier rewards that still have something; null when no rule asked for them.</summary>
    IReadOnlyList<Redemption>? Earlier() => Occasion.Facts.Find<EarlierRewards>()?.In(State);

    /// <summary>What a request asks to be given; nothing for points that are merely spent.</summary>
    Decision<NamedReward> AskedReward(RedemptionRequest request)
    {
        var program = Occasion.Program;
        var currency = request.Currency ?? request.Amount?.Currency ?? request.Purchase?.Currency
            ?? program.BaseCurrency;
        if (request.Option is { } number)
        {
            return !program.Options.TryGetValue(number, out var option) ? Declines.OptionNotFound
                : request.Type is { } type && type != option.Type
                    ? FieldCodes.Mismatch.Decline("type", $"The option's type is {option.Type}.")
                : new NamedReward(new(option, null, currency)
                {
                    OrderRef = request.Particulars.OrderRef,
                    Code = request.Code,
                });
        }

        if (request.Code is not null && request.Type != RewardType.Voucher)
        {
            return FieldCodes.Mismatch.Decline("code", "Only a voucher or an option gives a code.");
        }

        if (request.Type is null or RewardType.Generic)
        {
            return NamedReward.None;
        }

        var rate = Policy.Rate(request.Type, currency, State.Currency);
        return rate?.MaxPurchaseShare is not null && request.Purchase is null
            ? FieldCodes.Required.Decline("purchase_amount", "The rate allows a share of the purchase.")
            : new NamedReward(new(null, rate, currency)
            {
                OrderRef = request.Particulars.OrderRef,
                Code = request.Code,
                MonthStart = rate?.MaxPointsPerMonth is null ? null : Periods.Around(Now, program.TimeZone).MonthStart,
            });
    }

    /// <summary>
    /// The points that a redemption is of: those sent, those that the option costs, the fewest that are worth the
    /// amount, or those that the promotion fixes.
    /// </summary>
    Decision<Points> PointsAsked(
        RedemptionRequest request, AskedReward? reward, RewardTerms? terms, RedeemRule? promotion)
    {
        if (reward is null && request is { Points: not null, Amount: not null })
        {
            return Declines.PointsAndAmount;
        }

        if (request.Points is { } sent)
        {
            return sent;
        }

        if (reward?.Option?.Points is null && request.Amount is { } amount)
        {
            return terms?.Conversion is { } conversion
                ? PointsFor(amount, conversion, reward!.MultipleOf)
                : Declines.CurrencyNotSupported(reward?.Currency ?? amount.Currency);
        }

        return (reward?.Option?.Points ?? promotion?.StaticPoints) is { } points
            ? points.ToScale(State.Currency.Scale)
            : Declines.PointsRequired;
    }

    /// <summary>The fewest points that are worth an amount, in whole steps.</summary>
    Decision<Points> PointsFor(Money amount, Conversion conversion, Points? multipleOf)
    {
        var least = PointsStep.Of(State.Currency);
        var step = least.And(Policy.Redemption.MultipleOf)?.And(multipleOf) ?? least;
        var points = step.Up(conversion.FewestFor(amount));
        return points <= Points.Max
            ? points.ToScale(State.Currency.Scale)
            : Declines.InsufficientPoints(State.Currency.Text(State.Available));
    }

    RewardFacts FactsOf(
        AskedReward reward, RewardTerms? terms, Points points, RedemptionRequest request, TierHeld? tier)
    {
        var options = Occasion.Facts.Find<OptionFacts>();
        return new(reward.Option, reward.Rate, terms, points)
        {
            Now = Now,
            PointsCurrency = State.Currency,
            Currency = reward.Currency,
            Asked = request.Points,
            Amount = request.Amount,
            Purchase = request.Purchase,
            OrderRef = request.Particulars.OrderRef,
            MonthStart = reward.MonthStart,
            Tier = tier,
            Left = LeftOf(reward.Option, options),
            MemberTags = options?.MemberTags ?? [],
            IsCodeTaken = request.Code is not null && (Occasion.Facts.Find<CodeTaken>() is not null
                || Occasion.Facts.Find<CodeLook>()?.IsTaken == true
                || coupons.Exists(coupon => coupon.Code == request.Code)),
        };
    }

    /// <summary>What was loaded, less what the decisions before this one took.</summary>
    long? LeftOf(RedemptionOption? option, OptionFacts? known) => option?.Stock is null ? null
        : Occasion.Facts.Find<SoldOut>() is not null ? 0
        : known!.Left.GetValueOrDefault(option.Id!.Value) - stockTaken.GetValueOrDefault(option.Id.Value);

    /// <summary>
    /// What a redemption's first entry fixes, and gives unless it is a hold. The caller's own code is kept by a hold,
    /// too: its commit gives it.
    /// </summary>
    (Reward? Reward, About About) Give(RewardTerms? terms, Points points, RedemptionRequest request, bool isGiven)
    {
        if (terms is null)
        {
            return (null, OfPromotion(request.Promotion));
        }

        var reward = new Reward(terms, terms.ValueOf(points));
        var about = terms.ToAbout();
        about = request.Promotion is { } promotion ? about.Append(new(About.PromotionId, promotion)) : about;
        if (!terms.GivesCode || (!isGiven && request.Code is null))
        {
            return (reward, About.Nothing.With(about));
        }

        var code = request.Code ?? Coupon.NewCode(Occasion.Randomness);
        var coupon = isGiven ? Valid(code, terms) : new(code, ExpiresAt: null);
        coupons.Add(new(code, State.Seq + 1));
        return (reward with { Coupon = coupon }, About.Nothing.With(about.Concat(coupon.ToAbout())));
    }

    /// <summary>What a hold's commit gives.</summary>
    (Reward? Reward, About About) Give(Redemption hold, Points points)
    {
        if (hold.Reward is not { Terms.GivesCode: true } reward)
        {
            return (hold.Reward?.For(points), About.Nothing);
        }

        var code = reward.Coupon?.Code ?? Coupon.NewCode(Occasion.Randomness);
        if (reward.Coupon is null)
        {
            coupons.Add(new(code, hold.Id));
        }

        var coupon = Valid(code, reward.Terms);
        return (reward.For(points) with { Coupon = coupon }, About.Nothing.With(coupon.ToAbout()));
    }

    /// <summary>A code that is given now.</summary>
    Coupon Valid(string code, RewardTerms terms) => new(code, terms.LastSecond(Now, Occasion.Program.TimeZone));

    /// <summary>Why a part of it can't be left alone; null: it can.</summary>
    static Decline? PartError(Reward? reward, Points left) =>
        reward is null ? null
        : reward.Terms.IsWhole ? Declines.PointsMismatch
        : reward.Terms.IsNothing(left) ? Declines.WorthNothing
        : null;

    /// <summary>A reward that a request asks for, or that it asks for none.</summary>
    sealed record NamedReward(AskedReward? Reward)
    {
        public static readonly NamedReward None = new((AskedReward?)null);
    }
}
