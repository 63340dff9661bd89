using Loyalty.Domain.Members;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Rewards;
using Loyalty.Domain.Tiers;

namespace Loyalty.Domain.Programs;

/// <summary>A loyalty program: its points currencies and its rules.</summary>
public sealed record LoyaltyProgram
{
    /// <summary>Unique over all programs, 1…2^31−1.</summary>
    public required int Number { get; init; }

    public required int OperatorNumber { get; init; }

    /// <summary>Code of the company that runs the program.</summary>
    public required string Operator { get; init; }

    public required string Code { get; init; }

    public required string TimeZone { get; init; }

    public required string Language { get; init; }

    /// <summary>Of money where none is named, ISO 4217.</summary>
    public string BaseCurrency { get; init; } = "EUR";

    public required IReadOnlyList<PointsCurrency> PointsCurrencies { get; init; }

    /// <summary>Names of the custom identifiers that members of this program may have.</summary>
    public IReadOnlyList<string> CustomFields { get; init; } = [];

    /// <summary>False for a custom identifier whose field the program does not name.</summary>
    public bool Allows(Identifier identifier) => !identifier.IsCustom
        || CustomFields.Contains(identifier.Kind[IdentifierKind.CustomPrefix.Length..]);

    /// <summary>In the order of their levels.</summary>
    public IReadOnlyList<Tier> Tiers { get; init; } = [];

    /// <summary>By their ids; read for decisions on accounts alone.</summary>
    public IReadOnlyDictionary<string, Promotion> Promotions { get; init; } = new Dictionary<string, Promotion>();

    /// <summary>By their numbers; read for decisions on accounts alone.</summary>
    public IReadOnlyDictionary<int, RedemptionOption> Options { get; init; } = new Dictionary<int, RedemptionOption>();

    public ProgramPolicy Policy { get; init; } = new();

    /// <summary>Goes up with every change, and is kept on each entry.</summary>
    public required long Version { get; init; }

    public PointsCurrency DefaultCurrency => PointsCurrencies.Single(currency => currency.IsDefault);

    /// <summary>The currency with that code, the default one without; null when there is none of that code.</summary>
    public PointsCurrency? Currency(string? code) =>
        code is null ? DefaultCurrency : PointsCurrencies.FirstOrDefault(currency => currency.Code == code);
}

/// <summary>A kind of points of one program.</summary>
/// <param name="Number">Unique over all programs, 1…2^31−1.</param>
/// <param name="Scale">Decimals, 0…4.</param>
public sealed record PointsCurrency(int Number, string Code, string Name, int Scale, bool IsDefault)
{
    /// <summary>Points as people read them, with all of their decimals and at least the currency's.</summary>
    public string Text(Points points) => points.ToScale(Math.Max(points.Trimmed.Scale, Scale)).ToString();
}
