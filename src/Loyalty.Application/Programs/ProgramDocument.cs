using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Loyalty.Application.Tiers;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Tiers;

namespace Loyalty.Application.Programs;

/// <summary>A program as callers write it, read it and patch it.</summary>
public sealed record ProgramDocument
{
    /// <summary>Members for which null is a value, and absent another: a patch sets them to null.</summary>
    public static readonly IReadOnlyList<string> NullIsAValue = ["window_seconds"];

    /// <summary>Its name in paths, for ever: lower-case letters, digits, - and _.</summary>
    public string? Code { get; init; }

    public string? Name { get; init; }

    /// <summary>The company that runs the program; absent: the program's own code.</summary>
    public string? Operator { get; init; }

    /// <summary>1…2^31−1; absent: assigned.</summary>
    public int? Number { get; init; }

    /// <summary>ISO 4217.</summary>
    public string BaseCurrency { get; init; } = "EUR";

    /// <summary>ISO 639-1.</summary>
    public string Language { get; init; } = "en";

    /// <summary>IANA name; days and months of limits are this zone's.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>
    /// Absent: one named points. Without a default among them the first is it; a name may be left out.
    /// </summary>
    public IReadOnlyList<PointsCurrencyDocument> PointsCurrencies
    {
        get;
        init => field = PointsCurrencyDocument.WithDefaults(value);
    } = [new() { Code = "points", Name = "Points", Default = true }];

    /// <summary>Names of the program's own identifiers of members.</summary>
    public IReadOnlyList<string> CustomFields { get; init; } = [];

    /// <summary>
    /// Levels of its members. Without a level each has its place in the list; at most 50. A patch replaces the list;
    /// tiers keep their numbers by their codes.
    /// </summary>
    public IReadOnlyList<Tier> Tiers
    {
        get;
        init => field = value.Any(tier => tier is null)
            ? value
            : [.. value.Select((tier, place) => tier with { Level = tier.Level ?? place + 1 })];
    } = [];

    public ProgramPolicy Policy { get; init; } = new();

    /// <summary>Code of the points currency that counts where none is named; null: there is none.</summary>
    internal string? DefaultCurrency() => PointsCurrencies.FirstOrDefault(currency => currency?.Default == true)?.Code;

    /// <summary>
    /// With a number for each tier: its own, that which its code had before, or a free one; and with points as the
    /// default points currency writes them.
    /// </summary>
    public ProgramDocument WithTiersAsStored(IReadOnlyList<Tier> before)
    {
        var scale = PointsCurrencies.Single(currency => currency.Default).Scale;
        var numbers = before.ToDictionary(tier => tier.Code, tier => tier.Number);
        var kept = Tiers.Select(tier => tier with { Number = tier.Number ?? numbers.GetValueOrDefault(tier.Code) })
            .ToList();
        var taken = kept.Select(tier => tier.Number).Concat(numbers.Values).ToHashSet();
        return this with
        {
            Tiers = [.. kept.Select(tier => tier with
            {
                Number = tier.Number ?? Free(), MinPointsEarned = tier.MinPointsEarned.ToScale(scale),
            })],
        };

        int Free()
        {
            var free = Enumerable.Range(1, int.MaxValue).First(number => !taken.Contains(number));
            taken.Add(free);
            return free;
        }
    }
}

public sealed record PointsCurrencyDocument
{
    public string? Code { get; init; }

    /// <summary>1…2^31−1; absent: assigned.</summary>
    public int? Number { get; init; }

    public string? Name { get; init; }

    /// <summary>Decimals, 0…4.</summary>
    public int Scale { get; init; } = 2;

    public bool Default { get; init; }

    public static IReadOnlyList<PointsCurrencyDocument> WithDefaults(IReadOnlyList<PointsCurrencyDocument> currencies)
    {
        if (currencies.Any(currency => currency is null))
        {
            return currencies;
        }

        var hasDefault = currencies.Any(currency => currency.Default);
        return [.. currencies.Select((currency, i) => currency with
        {
            Name = currency.Name ?? currency.Code, Default = currency.Default || (!hasDefault && i == 0),
        })];
    }
}

public sealed class ProgramDocumentValidator : AbstractValidator<ProgramDocument>
{
    const int MaxCurrencies = 20;
    const int MaxCustomFields = 50;
    const int MaxTiers = 50;
    const int MaxRates = 200;

    public ProgramDocumentValidator()
    {
        RuleFor(program => program.Code).Required().Code();
        RuleFor(program => program.Name).Required().Line();
        RuleFor(program => program.Operator).Code();
        RuleFor(program => program.Number).Number();
        RuleFor(program => program.BaseCurrency).Must(Codes.IsMoneyCurrency)
            .Fails(FieldCodes.UnknownValue, "Must be a currency code of ISO 4217.");
        RuleFor(program => program.Language).Must(Languages.IsCode)
            .Fails(FieldCodes.UnknownValue, "Must be a language code of ISO 639-1.");
        RuleFor(program => program.TimeZone).Must(Codes.IsTimeZone)
            .Fails(FieldCodes.UnknownValue, "Must be the name of an IANA time zone.");
        RuleFor(program => program.PointsCurrencies)
            .Cascade(CascadeMode.Stop)
            .Must(list => list.All(currency => currency is not null))
            .Fails(FieldCodes.WrongType, "Must be objects.")
            .Must(list => list.Count is > 0 and <= MaxCurrencies)
            .Fails(FieldCodes.InvalidLength, $"Must have 1 to {MaxCurrencies} points currencies.")
            .Must(list => list.Count(currency => currency.Default) == 1)
            .Fails(FieldCodes.ExactlyOne, "Exactly one points currency must be the default.")
            .Must(list => list.Select(currency => currency.Code).Distinct().Count() == list.Count)
            .Fails(FieldCodes.Duplicate, "Codes must differ.");
        RuleForEach(program => program.PointsCurrencies).Where(currency => currency is not null).ChildRules(currency =>
        {
            currency.RuleFor(c => c.Code).Required().Code();
            currency.RuleFor(c => c.Name).Required().Line();
            currency.RuleFor(c => c.Number).Number();
            currency.RuleFor(c => c.Scale).InclusiveBetween(0, Points.MaxScale)
                .Fails(FieldCodes.OutOfRange, $"Must be 0 to {Points.MaxScale}.");
        });
        RuleFor(program => program.CustomFields)
            .Must(fields => fields.Count <= MaxCustomFields && fields.All(Codes.IsCode)
                && fields.Distinct().Count() == fields.Count)
            .Fails(FieldCodes.InvalidFormat,
                $"At most {MaxCustomFields} different names of lower-case letters, digits, - and _.");
        RuleFor(program => program.Tiers)
            .Must(list => list.Count <= MaxTiers).Fails(FieldCodes.InvalidLength, $"Must be at most {MaxTiers} tiers.")
            .DifferIn("code", tier => tier.Code).DifferIn("level", tier => tier.Level)
            .DifferIn("number", tier => tier.Number);
        RuleForEach(program => program.Tiers).Cascade(CascadeMode.Stop)
            .Must(tier => tier is not null).Fails(FieldCodes.WrongType, "Must be an object.")
            .SetValidator(program => new TierValidator(
                program.PointsCurrencies.FirstOrDefault(currency => currency?.Default == true)?.Scale));
        RuleFor(program => program).Custom((program, context) =>
        {
            var finest = program.PointsCurrencies.Max(currency => currency?.Scale) ?? Points.MaxScale;
            foreach (var (field, _) in program.Policy.Amounts().Where(amount => amount.Points?.Trimmed.Scale > finest))
            {
                context.AddFailure(FieldCodes.TooPrecise, $"policy.{field}");
            }
        });
        RuleFor(program => program.Policy.Redemption).SetValidator(
            program => new RedemptionPolicyValidator(program.Tiers))
            .OverridePropertyName("policy.redemption");
        RuleFor(program => program.Policy.Hold).SetValidator(new HoldPolicyValidator())
            .OverridePropertyName("policy.hold");
        RuleFor(program => program.Policy.Cancellation).SetValidator(new CancellationPolicyValidator())
            .OverridePropertyName("policy.cancellation");
        RuleFor(program => program.Policy.Expiry).SetValidator(new ExpiryPolicyValidator())
            .OverridePropertyName("policy.expiry");
        RuleFor(program => program.Policy.Earning).SetValidator(new EarningPolicyValidator())
            .OverridePropertyName("policy.earning");
        RuleFor(program => program.Policy.Rates)
            .Must(rates => rates.Count <= MaxRates)
            .Fails(FieldCodes.InvalidLength, $"Must be at most {MaxRates} rates.")
            .Must((program, rates) => rates.Where(rate => rate is not null)
                .GroupBy(rate => (rate.Type, rate.Currency, rate.PointsCurrency ?? program.DefaultCurrency()))
                .All(same => same.Count() == 1))
            .Fails(FieldCodes.Duplicate, "At most one for a type, a currency and a points currency.")
            .OverridePropertyName("policy.rates");
        RuleForEach(program => program.Policy.Rates).Cascade(CascadeMode.Stop)
            .Must(rate => rate is not null).Fails(FieldCodes.WrongType, "Must be an object.")
            .SetValidator(program => new ConversionRateValidator(program))
            .OverridePropertyName("policy.rates");
    }
}
