using System.Collections.Frozen;
using System.Text.RegularExpressions;
using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Loyalty.Domain.Tiers;

namespace Loyalty.Application.Programs;

public static partial class Codes
{
    public static bool IsCode(string? text) => text is not null && Code().IsMatch(text);

    /// <summary>Of ISO 4217 in its edition of 2024: currencies that are money; neither funds nor metals.</summary>
    public static bool IsMoneyCurrency(string text) => Money.Contains(text);

    static readonly FrozenSet<string> Money = """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
        CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
        GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT
        LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR
        NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP
        STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD
        XCG XOF XPF YER ZAR ZMW ZWG
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <summary>UTC or an IANA Area/Place; the zone files hold other things besides.</summary>
    public static bool IsTimeZone(string zone) =>
        (zone == "UTC" || zone.Contains('/', StringComparison.Ordinal))
            && !zone.StartsWith("right/", StringComparison.Ordinal)
            && !zone.StartsWith("posix/", StringComparison.Ordinal)
            && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);

    public static IRuleBuilderOptions<T, string?> Code<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || IsCode(code))
            .Fails(FieldCodes.InvalidFormat,
            "Must be 1 to 64 lower-case letters, digits, - and _, a letter or digit first.");

    /// <summary>Codes of tiers that are there; null passes.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> TiersOf<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule, IReadOnlyList<Tier> tiers) => rule
        .Must(codes => codes is null || codes.All(code => tiers.Any(tier => tier?.Code == code)))
        .Fails(FieldCodes.UnknownValue, "Must be codes of the program's tiers.")
        .Must(codes => codes is null || codes.Distinct().Count() == codes.Count)
        .Fails(FieldCodes.Duplicate);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}

public static class Languages
{
    const int MaxNameLength = 255;

    /// <summary>Names by language; null passes.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyDictionary<string, string>?> NamesByLanguage<T>(
        this IRuleBuilder<T, IReadOnlyDictionary<string, string>?> rule) => rule
        .Must(names => names is null || names.Keys.All(IsCode))
        .Fails(FieldCodes.UnknownValue, "Must be names by language codes of ISO 639-1.")
        .Must(names => names is null || names.Values.All(
            name => name?.Length is >= 1 and <= MaxNameLength && !name.Any(Rules.BreaksLines)
                && !Rules.IsBlank(name)))
        .Fails(FieldCodes.InvalidLength, $"Must be names of 1 to {MaxNameLength} characters in one line.");

    /// <summary>Of ISO 639-1.</summary>
    public static bool IsCode(string text) => Known.Contains(text);

    static readonly FrozenSet<string> Known = """
        aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv
        dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig
        ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh
        mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru
        rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug
        uk ur uz ve vi vo wa wo xh yi yo za zh zu
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
