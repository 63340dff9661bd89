using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Programs;
using Loyalty.Domain;
using Loyalty.Domain.Tiers;

namespace Loyalty.Application.Tiers;

/// <summary>What a tier may say.</summary>
public sealed class TierValidator : AbstractValidator<Tier>
{
    const int HighestLevel = 1_000_000;

    /// <param name="scale">Decimals of the program's default points currency; null: it has none that is one.</param>
    public TierValidator(int? scale)
    {
        RuleFor(tier => tier.Code).Cascade(CascadeMode.Stop).Required().Code();
        RuleFor(tier => tier.Number).Number();
        RuleFor(tier => tier.Name).Cascade(CascadeMode.Stop).Required().Line();
        RuleFor(tier => tier.Names).NamesByLanguage();
        RuleFor(tier => tier.Description).Text();
        RuleFor(tier => tier.Level).Within(0, HighestLevel);
        RuleFor(tier => tier.MinPointsEarned).Must(points => points <= Points.Max)
            .Fails(FieldCodes.TooLarge, $"Must be at most {Points.Max}.")
            .Must(points => !(points.Trimmed.Scale > scale)).Fails(FieldCodes.TooPrecise);
        RuleFor(tier => tier.PeriodDays).Within(1, Tier.MostDays);
    }
}

/// <summary>What no two tiers of a program share.</summary>
static class Distinction
{
    /// <summary>Each that repeats one before it is named; null, and a tier that is null, repeat nothing.</summary>
    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<Tier>> DifferIn<T>(
        this IRuleBuilder<T, IReadOnlyList<Tier>> rule, string field, Func<Tier, object?> value) =>
        rule.Custom((list, context) =>
        {
            var seen = new HashSet<object>();
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is { } tier && value(tier) is { } own && !seen.Add(own))
                {
                    context.AddFailure(FieldCodes.Duplicate, $"tiers[{i}].{field}", "Another tier has the same.");
                }
            }
        });
}
