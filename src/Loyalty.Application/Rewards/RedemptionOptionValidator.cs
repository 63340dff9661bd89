using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Programs;
using Loyalty.Domain;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Rewards;

namespace Loyalty.Application.Rewards;

/// <summary>What an option may say, in a program: its currency and tiers are the program's.</summary>
public sealed class RedemptionOptionValidator : AbstractValidator<RedemptionOption>
{
    const int MaxCurrencies = 50;
    const int MaxTags = 100;
    internal const int MostMonths = 1200;

    public RedemptionOptionValidator(LoyaltyProgram program)
    {
        RuleFor(option => option.Number).Number();
        RuleFor(option => option.ExternalId).Line().NotBlank();
        RuleFor(option => option.Name).Cascade(CascadeMode.Stop).Required().Line();
        RuleFor(option => option.Names).NamesByLanguage();
        RuleFor(option => option.Description).Text();
        RuleFor(option => option.Type).Cascade(CascadeMode.Stop).Required().OneOf(RewardType.All);
        RuleFor(option => option.PointsCurrency).Must(code => program.Currency(code) is not null)
            .Fails(FieldCodes.UnknownValue, "Must be a points currency of the program.");
        AddPoints(program);
        AddWorth();
        RuleFor(option => option.Stock).Must(stock => stock is null or (>= 0 and <= int.MaxValue))
            .Fails(FieldCodes.OutOfRange, $"Must be 0 to {int.MaxValue}.");
        RuleFor(option => option.Codes).OneOf([RedemptionOption.GeneratedCodes]);
        RuleFor(option => option.CouponValidDays).Within(1, ExpiryPolicy.MostDays)
            .Must((option, days) => days is null || option.CouponValidMonths is null)
            .Fails(FieldCodes.MutuallyExclusive, "Excludes coupon_valid_months.");
        RuleFor(option => option.CouponValidMonths).Within(1, MostMonths);
        RuleFor(option => option.MaxPerMember).Number();
        RuleFor(option => option.EndsAt)
            .Must((option, ends) => !(ends <= option.StartsAt)).Fails(FieldCodes.NotAfterStartsAt);
        RuleFor(option => option.AllowedTiers).TiersOf(program.Tiers);
        RuleFor(option => option.AllowedTags)
            .Must(tags => tags is null || (tags.Count <= MaxTags
                && tags.All(tag => tag?.Length is >= 1 and <= Rules.MaxTextLength)))
            .Fails(
                FieldCodes.InvalidLength, $"Must be at most {MaxTags} tags of 1 to {Rules.MaxTextLength} characters.")
            .Must(tags => tags is null || tags.Distinct().Count() == tags.Count).Fails(FieldCodes.Duplicate);
    }

    void AddPoints(LoyaltyProgram program)
    {
        RuleFor(option => option.Points).AmountOfPoints()
            .Must((option, points) => points is not null || option.Percent is null)
            .Fails(FieldCodes.Required, "A percentage needs a fixed number of points.");
        RuleFor(option => option.MinPoints).AmountOfPoints()
            .Must((option, points) => points is null || option.Points is null)
            .Fails(FieldCodes.MutuallyExclusive, "An option of fixed points has no other limits.");
        RuleFor(option => option.MaxPoints).AmountOfPoints()
            .Must((option, most) => !(most < option.MinPoints)).Fails(FieldCodes.BelowMinPoints)
            .Must((option, points) => points is null || option.Points is null)
            .Fails(FieldCodes.MutuallyExclusive, "An option of fixed points has no other limits.");
        RuleFor(option => option.MultipleOf).AmountOfPoints()
            .Must((option, points) => points is null || option.Points is null)
            .Fails(FieldCodes.MutuallyExclusive, "An option of fixed points has no other limits.");
        RuleFor(option => option).Custom((option, context) =>
        {
            var scale = program.Currency(option.PointsCurrency)?.Scale;
            foreach (var (field, points) in new[]
            {
                ("points", option.Points), ("min_points", option.MinPoints), ("max_points", option.MaxPoints),
                ("multiple_of", option.MultipleOf),
            })
            {
                if (points?.Trimmed.Scale > scale)
                {
                    context.AddFailure(FieldCodes.TooPrecise, field);
                }
            }
        });
    }

    /// <summary>An option is worth one thing, if any: values, points per unit, or percent.</summary>
    void AddWorth()
    {
        RuleFor(option => option.Values).Cascade(CascadeMode.Stop)
            .Must(values => values is null || values.All(value => value is not null))
            .Fails(FieldCodes.WrongType, "Must be objects.")
            .Must(values => values is null or { Count: <= MaxCurrencies })
            .Fails(FieldCodes.InvalidLength, $"Must be at most {MaxCurrencies}.")
            .Must(values => values is null || values.DistinctBy(value => value.Currency).Count() == values.Count)
            .Fails(FieldCodes.Duplicate, "At most one for a currency.")
            .Must((option, values) => values is not { Count: > 0 } || option.Points is not null)
            .Fails(FieldCodes.MutuallyExclusive, "A variable option has points_per_unit instead.");
        RuleForEach(option => option.Values).Where(value => value is not null).SetValidator(new MoneyValidator());
        RuleFor(option => option.PointsPerUnit).Cascade(CascadeMode.Stop)
            .Must(rates => rates is null || rates.All(rate => rate is not null))
            .Fails(FieldCodes.WrongType, "Must be objects.")
            .Must(rates => rates is null or { Count: <= MaxCurrencies })
            .Fails(FieldCodes.InvalidLength, $"Must be at most {MaxCurrencies}.")
            .Must(rates => rates is null || rates.DistinctBy(rate => rate.Currency).Count() == rates.Count)
            .Fails(FieldCodes.Duplicate, "At most one for a currency.")
            .Must((option, rates) => rates is not { Count: > 0 } || option.Values is not { Count: > 0 })
            .Fails(FieldCodes.MutuallyExclusive, "Excludes values.");
        RuleForEach(option => option.PointsPerUnit).Where(rate => rate is not null).ChildRules(rate =>
        {
            rate.RuleFor(one => one.Currency).MoneyCurrency();
            rate.RuleFor(one => (Points?)one.Points).AmountOfPoints().OverridePropertyName("points");
        });
        RuleFor(option => option.Percent)
            .Must(percent => percent is null or { Value: > 0 and <= RateFee.AllPercent })
            .Fails(FieldCodes.OutOfRange, "Must be above 0, and at most 100.")
            .Must((option, percent) => percent is null
                || (option.Values is not { Count: > 0 } && option.PointsPerUnit is not { Count: > 0 }))
            .Fails(FieldCodes.MutuallyExclusive, "Excludes values and points_per_unit.")
            .Must((option, percent) => percent is null || option.Type != RewardType.Cashback)
            .Fails(FieldCodes.MutuallyExclusive, "Cashback is an amount of money.");
    }
}
