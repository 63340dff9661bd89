using System.Text.RegularExpressions;
using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Programs;
using Loyalty.Domain;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Promotions;

namespace Loyalty.Application.Promotions;

/// <summary>What a promotion may say, in a program: its currencies and tiers are the program's.</summary>
public sealed partial class PromotionValidator : AbstractValidator<Promotion>
{
    public PromotionValidator(LoyaltyProgram program)
    {
        RuleFor(promotion => promotion.Id).Cascade(CascadeMode.Stop).Required()
            .Must(id => id is not ("." or "..") && Form().IsMatch(id))
            .Fails(FieldCodes.InvalidFormat, "Must be 1 to 64 visible ASCII characters without a slash; not . or ..");
        RuleFor(promotion => promotion.Number).Number();
        RuleFor(promotion => promotion.Name).Cascade(CascadeMode.Stop).Required().Line();
        RuleFor(promotion => promotion.Names).NamesByLanguage();
        RuleFor(promotion => promotion.Description).Text();
        RuleFor(promotion => promotion.EndsAt)
            .Must((promotion, ends) => !(ends <= promotion.StartsAt)).Fails(FieldCodes.NotAfterStartsAt);
        RuleFor(promotion => promotion.AllowedTiers).TiersOf(program.Tiers);
        RuleFor(promotion => promotion.MaxPointsPerMember).AmountOfPoints()
            .Must(points => !(points?.Trimmed.Scale > program.PointsCurrencies.Max(currency => currency.Scale)))
            .Fails(FieldCodes.TooPrecise);
        RuleFor(promotion => promotion.MaxUsesPerMember).Number();
        RuleFor(promotion => promotion.RedeemRules).OneForACurrency(program, rule => rule.PointsCurrency);
        RuleForEach(promotion => promotion.RedeemRules).Cascade(CascadeMode.Stop)
            .Must(rule => rule is not null).Fails(FieldCodes.WrongType, "Must be an object.")
            .SetValidator(new RedeemRuleValidator(program));
        RuleFor(promotion => promotion.AccrualRules).OneForACurrency(program, rule => rule.PointsCurrency);
        RuleForEach(promotion => promotion.AccrualRules).Cascade(CascadeMode.Stop)
            .Must(rule => rule is not null).Fails(FieldCodes.WrongType, "Must be an object.")
            .SetValidator(new AccrualRuleValidator(program));
    }

    [GeneratedRegex(@"\A[!-.0-~]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

sealed class RedeemRuleValidator : AbstractValidator<RedeemRule>
{
    public RedeemRuleValidator(LoyaltyProgram program)
    {
        RuleFor(rule => rule.PointsCurrency).CurrencyOf(program);
        RuleFor(rule => rule.StaticPoints).AmountOfPoints().AsPreciseAs(program, rule => rule.PointsCurrency)
            .Must((rule, points) => points is null || (rule.MinPoints is null && rule.MaxPoints is null))
            .Fails(FieldCodes.MutuallyExclusive, "Excludes min_points and max_points.");
        RuleFor(rule => rule.MinPoints).AmountOfPoints().AsPreciseAs(program, rule => rule.PointsCurrency);
        RuleFor(rule => rule.MaxPoints).AmountOfPoints().AsPreciseAs(program, rule => rule.PointsCurrency)
            .Must((rule, most) => !(most < rule.MinPoints)).Fails(FieldCodes.BelowMinPoints);
    }
}

sealed class AccrualRuleValidator : AbstractValidator<AccrualRule>
{
    public AccrualRuleValidator(LoyaltyProgram program)
    {
        RuleFor(rule => rule.PointsCurrency).CurrencyOf(program);
        RuleFor(rule => rule.StaticPoints).AmountOfPoints().AsPreciseAs(program, rule => rule.PointsCurrency)
            .Must((rule, points) => points is null == rule.Multiplier is not null)
            .Fails(FieldCodes.ExactlyOne, "Exactly one of static_points and multiplier must be given.");
        RuleFor(rule => rule.Multiplier)
            .Must(factor => factor is null || factor.Value.Value > 0).Fails(FieldCodes.NotPositive)
            .Must(factor => factor is null || factor.Value.Value <= Factor.Max.Value)
            .Fails(FieldCodes.TooLarge, $"Must be at most {Factor.Max}.");
    }
}

/// <summary>Rules of a promotion that stand for a points currency each.</summary>
static class RulesByCurrency
{
    public static void OneForACurrency<TRule>(
        this IRuleBuilderInitial<Promotion, IReadOnlyList<TRule>> rule, LoyaltyProgram program,
        Func<TRule, string?> currency)
        where TRule : class => rule
        .Must(list => list.Where(item => item is not null).Select(item => program.Currency(currency(item)))
            .OfType<PointsCurrency>().CountBy(one => one.Code).All(ofOne => ofOne.Value == 1))
        .Fails(FieldCodes.Duplicate, "At most one for a points currency.");

    public static IRuleBuilderOptions<TRule, string?> CurrencyOf<TRule>(
        this IRuleBuilder<TRule, string?> rule, LoyaltyProgram program) => rule
        .Must(code => program.Currency(code) is not null)
        .Fails(FieldCodes.UnknownValue, "Must be a points currency of the program.");

    /// <summary>Points have at most the decimals of the rule's currency.</summary>
    public static IRuleBuilderOptions<TRule, Points?> AsPreciseAs<TRule>(
        this IRuleBuilderOptions<TRule, Points?> rule, LoyaltyProgram program, Func<TRule, string?> currency) => rule
        .Must((owner, points) => !(points?.Trimmed.Scale > program.Currency(currency(owner))?.Scale))
        .Fails(FieldCodes.TooPrecise);
}
