using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Programs;
using Loyalty.Domain;

namespace Loyalty.Application.Rewards;

/// <summary>An amount of money that is one: of a currency, above zero, in whole minor units.</summary>
public sealed class MoneyValidator : AbstractValidator<Money>
{
    public MoneyValidator()
    {
        RuleFor(money => money.Currency).MoneyCurrency();
        RuleFor(money => money.Amount)
            .Must(amount => amount > 0).Fails(FieldCodes.NotPositive)
            .Must(amount => amount <= Money.Max).Fails(FieldCodes.TooLarge, $"Must be at most {Money.Max}.");
        RuleFor(money => money.Amount).Must((money, _) => money.IsWritable())
            .Fails(FieldCodes.TooPrecise, "Has more decimals than the currency's minor unit.");
    }
}

static class MoneyRules
{
    /// <summary>Of ISO 4217; null passes.</summary>
    public static IRuleBuilderOptions<T, string?> MoneyCurrency<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || Codes.IsMoneyCurrency(code))
            .Fails(FieldCodes.UnknownValue, "Must be a currency code of ISO 4217.");
}
