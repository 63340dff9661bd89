using System.Globalization;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Rewards;

/// <summary>
/// What a redemption gives, fixed by its first entry: later changes of the rate or the option leave it as it is. The
/// entry keeps it by names in <see cref="About"/>.
/// </summary>
public sealed record RewardTerms
{
    public required string Type { get; init; }

    /// <summary>Number of the option; null: by a rate.</summary>
    public int? Option { get; init; }

    /// <summary>What it is worth whatever it costs; null: see the next two.</summary>
    public Money? Value { get; init; }

    /// <summary>What its points are worth; null: it has no such value.</summary>
    public Conversion? Conversion { get; init; }

    /// <summary>A share of a purchase in percent.</summary>
    public Factor? Percent { get; init; }

    /// <summary>Null: there is none.</summary>
    public RateFee? Fee { get; init; }

    public bool IsCombinable { get; init; } = true;

    /// <summary>It is taken, and given back, as a whole alone.</summary>
    public bool IsWhole { get; init; }

    /// <summary>It takes one of what the option has in stock.</summary>
    public bool TakesStock { get; init; }

    public bool IsTransferable { get; init; }

    public int? ValidDays { get; init; }

    public int? ValidMonths { get; init; }

    public bool GivesCode => Option is not null || Type == RewardType.Voucher;

    public string? Currency => Value?.Currency ?? Conversion?.Currency;

    public static RewardTerms Of(ConversionRate rate, string? tier) => new()
    {
        Type = rate.Type,
        Conversion = rate.ConversionFor(tier),
        Fee = rate.Fee is null or { Percent.Value: 0, Fixed: 0 } ? null : rate.Fee,
        IsCombinable = rate.Combinable,
        IsTransferable = rate.Type == RewardType.Voucher && rate.Transferable,
        ValidDays = rate.Type == RewardType.Voucher ? rate.ValidDays : null,
        ValidMonths = rate.Type == RewardType.Voucher ? rate.ValidMonths : null,
    };

    /// <summary>What that many points give; null: nothing that is counted in money.</summary>
    public Money? ValueOf(Points points) => Value ?? Conversion?.ValueOf(points);

    /// <summary>The least value that leaves something after the fee; null: none does.</summary>
    public Money? LeastValue => Fee is null
        ? Money.OfMinorUnits(1, Currency!)
        : Fee.LeastValue(Currency!);

    /// <summary>Whether that many points give nothing, or nothing after the fee.</summary>
    public bool IsNothing(Points points) =>
        Conversion is not null && !(LeastValue is { } least && ValueOf(points)!.Amount >= least.Amount);

    /// <summary>The last second of a code that is given at a time; null: it has no end.</summary>
    public DateTimeOffset? LastSecond(DateTimeOffset time, string timeZone)
    {
        if (ValidDays is null && ValidMonths is null)
        {
            return null;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var day = LocalDay.Of(time, zone);
        var last = ValidDays is { } days ? day.AddDays(days) : day.AddMonths(ValidMonths!.Value);
        return last.AddDays(1).Start(zone).AddSeconds(-1);
    }

    public IEnumerable<KeyValuePair<string, string>> ToAbout() => new (string Name, string? Value)[]
    {
        (About.Type, Type),
        (About.OptionId, Text(Option)),
        (About.Currency, Currency),
        (About.Value, Value?.Amount.ToString(CultureInfo.InvariantCulture)),
        (About.PointsPerUnit, Conversion?.PointsPerUnit.Trimmed.ToString()),
        (About.Bonus, Conversion is null || Conversion.Bonus == Factor.One ? null : Conversion.Bonus.ToString()),
        (About.Percent, Percent?.ToString()),
        (About.FeePercent, Fee?.Percent.ToString()),
        (About.FeeFixed, Fee?.Fixed.ToString(CultureInfo.InvariantCulture)),
        (About.Combinable, IsCombinable ? null : False),
        (About.Whole, IsWhole ? True : null),
        (About.Stock, TakesStock ? True : null),
        (About.Transferable, IsTransferable ? True : null),
        (About.ValidDays, Text(ValidDays)),
        (About.ValidMonths, Text(ValidMonths)),
    }.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value!));

    /// <summary>Null when an entry tells of no reward.</summary>
    public static RewardTerms? Of(About about)
    {
        if (about[About.Type] is not { } type)
        {
            return null;
        }

        var currency = about[About.Currency];
        return new()
        {
            Type = type,
            Option = Number(about[About.OptionId]),
            Value = Decimal(about[About.Value]) is { } value ? new(value, currency!) : null,
            Conversion = Decimal(about[About.PointsPerUnit]) is { } perUnit
                ? new(new(perUnit), new(Decimal(about[About.Bonus]) ?? 1m), currency!)
                : null,
            Percent = Decimal(about[About.Percent]) is { } percent ? new(percent) : null,
            Fee = Decimal(about[About.FeePercent]) is { } fee
                ? new() { Percent = new(fee), Fixed = Decimal(about[About.FeeFixed]) ?? 0m }
                : null,
            IsCombinable = about[About.Combinable] is null,
            IsWhole = about[About.Whole] is not null,
            TakesStock = about[About.Stock] is not null,
            IsTransferable = about[About.Transferable] is not null,
            ValidDays = Number(about[About.ValidDays]),
            ValidMonths = Number(about[About.ValidMonths]),
        };
    }

    const string True = "true";
    const string False = "false";

    static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    static int? Number(string? text) => text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);

    static decimal? Decimal(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
