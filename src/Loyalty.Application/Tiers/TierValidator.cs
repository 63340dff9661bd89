using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Programs;
using Loyalty.Domain;
using Loyalty.Domain.Tiers;

namespace Loyalty.Application.Tiers;

public sealed class TierValidator : AbstractValidator<Tier>
{
    const int HighestLevel = 1_000_000;

    public TierValidator()
    {
        RuleFor(tier => tier.Code).Cascade(CascadeMode.Stop).Required().Code();
        RuleFor(tier => tier.Number).Number();
        RuleFor(tier => tier.Name).Cascade(CascadeMode.Stop).Required().Line();
        RuleFor(tier => tier.Names).NamesByLanguage();
        RuleFor(tier => tier.Description).Text();
        RuleFor(tier => tier.Level).Within(0, HighestLevel);
        RuleFor(tier => tier.MinPointsEarned).Must(points => points <= Points.Max)
            .Fails(FieldCodes.TooLarge, $"Must be at most {Points.Max}.");
        RuleFor(tier => tier.PeriodDays).Within(1, Tier.MostDays);
    }
}
