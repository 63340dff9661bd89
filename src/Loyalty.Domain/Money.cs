using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;

namespace Loyalty.Domain;

/// <summary>An amount in a currency of ISO 4217, with the decimals of its minor unit.</summary>
public sealed record Money(decimal Amount, string Currency)
{
    /// <summary>The most that one amount may be: 10^14.</summary>
    public const decimal Max = 100_000_000_000_000m;

    const int UsualDecimals = 2;

    /// <summary>Currencies whose minor unit is not a hundredth.</summary>
    static readonly FrozenDictionary<string, int> OtherDecimals =
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".Split(' ').Select(code => (code, 0))
            .Concat("BHD IQD JOD KWD LYD OMR TND".Split(' ').Select(code => (code, 3)))
            .ToFrozenDictionary(pair => pair.code, pair => pair.Item2);

    /// <summary>How many decimals the currency's minor unit has.</summary>
    public static int Decimals(string currency) => OtherDecimals.GetValueOrDefault(currency, UsualDecimals);

    /// <summary>Whether it has no more decimals than its currency.</summary>
    public bool IsWritable() => decimal.Round(Amount, Decimals(Currency)) == Amount;

    /// <summary>The amount as a whole number of minor units.</summary>
    public BigInteger ToMinorUnits() => new(Amount * Scale(Currency));

    public static Money OfMinorUnits(BigInteger units, string currency) => new(
        ((decimal)units / Scale(currency)) + new decimal(0, 0, 0, false, (byte)Decimals(currency)), currency);

    /// <summary>
    /// What a number of points, or a share of an amount, is worth is rounded down to the minor unit: many small ones
    /// are worth no more than one large one.
    /// </summary>
    public static Money RoundDown(BigInteger numerator, BigInteger denominator, string currency) =>
        OfMinorUnits(BigInteger.Divide(numerator, denominator), currency);

    /// <summary>Fees are rounded up to the minor unit: many small ones cost no less than one large one.</summary>
    public static Money RoundUp(BigInteger numerator, BigInteger denominator, string currency) =>
        OfMinorUnits(Ceiling(numerator, denominator), currency);

    /// <summary>So many hundredths of it, rounded down.</summary>
    public Money Percent(Factor percent) =>
        RoundDown(ToMinorUnits() * percent.Units, 100 * Factor.UnitsOfOne, Currency);

    /// <summary>That share of it, rounded down.</summary>
    public Money Share(Factor share) => RoundDown(ToMinorUnits() * share.Units, Factor.UnitsOfOne, Currency);

    public static Money operator +(Money a, Money b) => a with { Amount = a.Amount + Same(a, b).Amount };

    public static Money operator -(Money a, Money b) => a with { Amount = a.Amount - Same(a, b).Amount };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");

    /// <summary>Of numbers that are not negative.</summary>
    internal static BigInteger Ceiling(BigInteger numerator, BigInteger denominator) =>
        (numerator + denominator - BigInteger.One) / denominator;

    internal static int Scale(string currency) => Decimals(currency) switch
    {
        0 => 1,
        3 => 1000,
        _ => 100,
    };

    /// <exception cref="InvalidOperationException">They are of two currencies.</exception>
    static Money Same(Money a, Money b) => a.Currency == b.Currency
        ? b
        : throw new InvalidOperationException("Money of two currencies can't be added.");
}
