using System.Text.Json.Serialization;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Rewards;

/// <summary>
/// Something that a program gives for points: at a fixed cost, or for as many points as the member likes.
/// </summary>
public sealed record RedemptionOption
{
    /// <summary>Its number, 1…2^31−1, unique in the program; in a POST it is called number.</summary>
    public int? Id { get; init; }

    /// <summary>In a POST: the number it gets; absent: assigned.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Number { get; init; }

    /// <summary>Your own id of it, unique in the program.</summary>
    public string? ExternalId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Name by language (ISO 639-1).</summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    public string? Description { get; init; }

    /// <summary>generic, purchase_discount, free_product, voucher or cashback.</summary>
    public string Type { get; init; } = "";

    /// <summary>Absent: the program's default one at that time.</summary>
    public string? PointsCurrency { get; init; }

    /// <summary>What it costs; null: as many as the member likes.</summary>
    public Points? Points { get; init; }

    /// <summary>What it is worth, by currency; of a fixed cost alone. Excludes the two below.</summary>
    public IReadOnlyList<Money>? Values { get; init; }

    /// <summary>What points are worth, by currency. Excludes the others.</summary>
    public IReadOnlyList<PointsPerUnit>? PointsPerUnit { get; init; }

    /// <summary>
    /// A share of a purchase that is taken off, in percent; of a fixed cost alone. Excludes the others.
    /// </summary>
    public Factor? Percent { get; init; }

    /// <summary>How many can still be taken; null: any number.</summary>
    public long? Stock { get; init; }

    /// <summary>generated: each redemption gets a code of its own.</summary>
    public string Codes { get; init; } = GeneratedCodes;

    /// <summary>A code's last day is that many days after the day it is given; absent, both: it has none.</summary>
    public int? CouponValidDays { get; init; }

    /// <summary>The same in months, clamped to the month's last day.</summary>
    public int? CouponValidMonths { get; init; }

    /// <summary>Whether another member may use its code.</summary>
    public bool Transferable { get; init; }

    /// <summary>Redemptions of one account that were not wholly given back; null: no limit.</summary>
    public int? MaxPerMember { get; init; }

    /// <summary>From then on, included; null: from ever.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Until then, excluded; null: for ever.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Codes of the tiers whose members may take it; an empty list, or none: all.</summary>
    public IReadOnlyList<string>? AllowedTiers { get; init; }

    /// <summary>Members who have one of these tags may take it; an empty list, or none: all.</summary>
    public IReadOnlyList<string>? AllowedTags { get; init; }

    public Points? MinPoints { get; init; }

    public Points? MaxPoints { get; init; }

    public Points? MultipleOf { get; init; }

    public bool Active { get; init; } = true;

    public const string GeneratedCodes = "generated";

    /// <summary>
    /// As it is stored: with the points currency that is the default one now where none is named, points with that
    /// currency's decimals and money with its own. How many are left stands elsewhere: it changes with redemptions.
    /// </summary>
    public RedemptionOption AsStored(LoyaltyProgram program)
    {
        var currency = program.Currency(PointsCurrency)!;
        return this with
        {
            PointsCurrency = currency.Code,
            Points = Points?.ToScale(currency.Scale),
            Values = Values?.Select(value => Money.OfMinorUnits(value.ToMinorUnits(), value.Currency)).ToList(),
            MinPoints = MinPoints?.ToScale(currency.Scale),
            MaxPoints = MaxPoints?.ToScale(currency.Scale),
            MultipleOf = MultipleOf?.ToScale(currency.Scale),
        };
    }

    /// <summary>That currency, or one in which it has a value if it has none in that.</summary>
    public string CurrencyLike(string usual)
    {
        var own = (Values?.Select(value => value.Currency) ?? [])
            .Concat(PointsPerUnit?.Select(rate => rate.Currency) ?? []).ToList();
        return own.Count == 0 || own.Contains(usual) ? usual : own[0];
    }

    /// <summary>What it gives in a currency; null: it has no value there, and should have one.</summary>
    public RewardTerms? TermsIn(string currency)
    {
        var value = Values?.FirstOrDefault(money => money.Currency == currency);
        var rate = PointsPerUnit?.FirstOrDefault(rate => rate.Currency == currency);
        var isValued = Values is { Count: > 0 } || PointsPerUnit is { Count: > 0 } || Type == RewardType.Cashback
            || (Points is null && Type != RewardType.Generic);
        return isValued && value is null && rate is null ? null : new()
        {
            Type = Type,
            Option = Id,
            Value = value,
            Conversion = rate is null ? null : new(rate.Points, Factor.One, currency),
            Percent = Percent,
            IsWhole = Points is not null || Type == RewardType.FreeProduct || Percent is not null,
            TakesStock = Stock is not null,
            IsTransferable = Transferable,
            ValidDays = CouponValidDays,
            ValidMonths = CouponValidMonths,
        };
    }
}

/// <summary>How many points one unit of a currency takes.</summary>
public sealed record PointsPerUnit(string Currency, Points Points);

/// <summary>What a redemption gives.</summary>
public static class RewardType
{
    public const string Generic = "generic";
    public const string PurchaseDiscount = "purchase_discount";
    public const string FreeProduct = "free_product";
    public const string Voucher = "voucher";
    public const string Cashback = "cashback";

    public static readonly IReadOnlyList<string> All = [Generic, PurchaseDiscount, FreeProduct, Voucher, Cashback];

    /// <summary>Those that a program may have rates for.</summary>
    public static readonly IReadOnlyList<string> Rated = [PurchaseDiscount, Voucher, Cashback];
}
