using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Rewards;
using Loyalty.Domain;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Rewards;

namespace Loyalty.Application.Programs;

/// <summary>What a rate may say, in a program: its tiers and points currency are the program's.</summary>
public sealed class ConversionRateValidator : AbstractValidator<ConversionRate>
{
    const int MostBusinessDays = 366;

    public ConversionRateValidator(ProgramDocument program)
    {
        RuleFor(rate => rate.Type).Cascade(CascadeMode.Stop).Required().OneOf(RewardType.Rated);
        RuleFor(rate => rate.Currency).Cascade(CascadeMode.Stop).Required().MoneyCurrency();
        RuleFor(rate => rate.PointsCurrency)
            .Must(code => code is null || program.PointsCurrencies.Any(currency => currency?.Code == code))
            .Fails(FieldCodes.UnknownValue, "Must be a points currency of the program.");
        RuleFor(rate => rate.PointsPerUnit)
            .Must(points => points > Points.Zero).Fails(FieldCodes.NotPositive)
            .Must(points => points <= Points.Max).Fails(FieldCodes.TooLarge, $"Must be at most {Points.Max}.");
        RuleFor(rate => rate.MinPoints).AmountOfPoints();
        RuleFor(rate => rate.MaxPoints).AmountOfPoints()
            .Must((rate, most) => !(most < rate.MinPoints)).Fails(FieldCodes.BelowMinPoints);
        RuleFor(rate => rate.MultipleOf).AmountOfPoints();
        RuleFor(rate => rate.MaxPointsPerMonth).AmountOfPoints();
        RuleFor(rate => rate.MaxPurchaseShare).Must(share => share is null or { Value: > 0 and <= 1 })
            .Fails(FieldCodes.OutOfRange, "Must be above 0, and at most 1.");
        RuleFor(rate => rate.Fee!).SetValidator(rate => new RateFeeValidator(rate.Currency))
            .When(rate => rate.Fee is not null);
        RuleFor(rate => rate.TierBonus).Custom((bonus, context) =>
        {
            foreach (var (tier, factor) in bonus ?? new Dictionary<string, Factor>())
            {
                if (!program.Tiers.Any(one => one?.Code == tier))
                {
                    context.AddFailure(
                        FieldCodes.UnknownValue, $"{context.PropertyPath}.{tier}", "Must be a tier of the program.");
                }

                if (factor.Value is <= 0 || factor.Value > Factor.Max.Value)
                {
                    context.AddFailure(
                        FieldCodes.OutOfRange, $"{context.PropertyPath}.{tier}",
                        $"Must be above 0, and at most {Factor.Max}.");
                }
            }
        });
        RuleFor(rate => rate).Custom((rate, context) =>
        {
            var scale = program.PointsCurrencies.FirstOrDefault(
                currency => currency?.Code == (rate.PointsCurrency ?? program.DefaultCurrency()))?.Scale;
            foreach (var (field, _) in rate.Amounts().Where(amount => amount.Points?.Trimmed.Scale > scale))
            {
                context.AddFailure(FieldCodes.TooPrecise, $"{context.PropertyPath}.{field}");
            }
        });
        RuleFor(rate => rate.ValidDays).Within(1, ExpiryPolicy.MostDays)
            .Must((rate, days) => days is null || rate.ValidMonths is null)
            .Fails(FieldCodes.MutuallyExclusive, "Excludes valid_months.");
        RuleFor(rate => rate.ValidMonths).Within(1, RedemptionOptionValidator.MostMonths);
        RuleFor(rate => rate.PayoutBusinessDays).Within(0, MostBusinessDays);
    }
}

sealed class RateFeeValidator : AbstractValidator<RateFee>
{
    public RateFeeValidator(string currency)
    {
        RuleFor(fee => fee.Percent).Must(percent => percent.Value <= RateFee.AllPercent)
            .Fails(FieldCodes.OutOfRange, "Must be 0 to 100.");
        RuleFor(fee => fee.Fixed)
            .Must(amount => amount <= Money.Max).Fails(FieldCodes.TooLarge, $"Must be at most {Money.Max}.")
            .Must(amount => new Money(amount, currency).IsWritable())
            .Fails(FieldCodes.TooPrecise, "Has more decimals than the currency's minor unit.");
    }
}
