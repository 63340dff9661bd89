using System.Text.Json;
using Loyalty.Application.Json;
using Loyalty.Application.Programs;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Rewards;
using Loyalty.Domain.Tiers;

namespace Loyalty.Infrastructure.Programs;

/// <summary>A program as its row and its currencies have it.</summary>
sealed record ProgramRow
{
    public required int Number { get; init; }

    public required int OperatorNumber { get; init; }

    public required string Operator { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string BaseCurrency { get; init; }

    public required string Language { get; init; }

    public required string TimeZone { get; init; }

    public required string[] CustomFields { get; init; }

    public required string Policy { get; init; }

    public required long Version { get; init; }

    public required string Currencies { get; init; }

    public required string Tiers { get; init; }

    /// <summary>Terms of all of them; null: they were not asked for.</summary>
    public string? Promotions { get; init; }

    /// <summary>The same of its options.</summary>
    public string? Options { get; init; }

    IReadOnlyList<PointsCurrencyDocument> ReadCurrencies() =>
        JsonSerializer.Deserialize<IReadOnlyList<PointsCurrencyDocument>>(Currencies, LoyaltyJson.Options)!;

    IReadOnlyList<Tier> ReadTiers() => JsonSerializer.Deserialize<IReadOnlyList<Tier>>(Tiers, LoyaltyJson.Options)!;

    static IReadOnlyList<T> ReadTerms<T>(string? all) =>
        all is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<T>>(all, LoyaltyJson.Options)!;

    ProgramPolicy ReadPolicy() => JsonSerializer.Deserialize<ProgramPolicy>(Policy, LoyaltyJson.Options)!;

    public ProgramDocument ToDocument() => new()
    {
        Code = Code,
        Name = Name,
        Operator = Operator,
        Number = Number,
        BaseCurrency = BaseCurrency,
        Language = Language,
        TimeZone = TimeZone,
        PointsCurrencies = ReadCurrencies(),
        CustomFields = CustomFields,
        Tiers = ReadTiers(),
        Policy = ReadPolicy(),
    };

    public LoyaltyProgram ToProgram() => new()
    {
        Number = Number,
        OperatorNumber = OperatorNumber,
        Operator = Operator,
        Code = Code,
        TimeZone = TimeZone,
        Language = Language,
        BaseCurrency = BaseCurrency,
        PointsCurrencies = [.. ReadCurrencies().Select(currency => new PointsCurrency(
            currency.Number!.Value, currency.Code!, currency.Name!, currency.Scale, currency.Default))],
        CustomFields = CustomFields,
        Tiers = [.. ReadTiers().OrderBy(tier => tier.Level)],
        Promotions = ReadTerms<Promotion>(Promotions).ToDictionary(promotion => promotion.Id),
        Options = ReadTerms<RedemptionOption>(Options).ToDictionary(option => option.Id!.Value),
        Policy = ReadPolicy(),
        Version = Version,
    };
}
