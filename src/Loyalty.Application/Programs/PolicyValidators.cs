using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Tiers;

namespace Loyalty.Application.Programs;

public sealed class RedemptionPolicyValidator : AbstractValidator<RedemptionPolicy>
{
    public RedemptionPolicyValidator(IReadOnlyList<Tier> tiers)
    {
        RuleFor(policy => policy.AllowedTiers).TiersOf(tiers);
        RuleFor(policy => policy.MinPoints).AmountOfPoints();
        RuleFor(policy => policy.MaxPoints).AmountOfPoints()
            .Must((policy, most) => most is null || policy.MinPoints is null || most >= policy.MinPoints)
            .Fails(FieldCodes.BelowMinPoints);
        RuleFor(policy => policy.MultipleOf).AmountOfPoints();
        RuleFor(policy => policy.MaxPointsPerDay).AmountOfPoints();
        RuleFor(policy => policy.MaxPointsPerMonth).AmountOfPoints();
        RuleFor(policy => policy.MaxRedemptionsPerDay).Number();
    }
}

public sealed class EarningPolicyValidator : AbstractValidator<EarningPolicy>
{
    public EarningPolicyValidator()
    {
        RuleFor(policy => policy.MaxPointsPerAccrual).AmountOfPoints();
        RuleFor(policy => policy.MaxPointsPerDay).AmountOfPoints();
    }
}

public sealed class HoldPolicyValidator : AbstractValidator<HoldPolicy>
{
    public HoldPolicyValidator()
    {
        RuleFor(policy => policy.MaxTimeoutSeconds).Within(1, HoldPolicy.LongestTimeoutSeconds);
        RuleFor(policy => policy.DefaultTimeoutSeconds).Within(1, HoldPolicy.LongestTimeoutSeconds);
    }
}

public sealed class CancellationPolicyValidator : AbstractValidator<CancellationPolicy>
{
    public CancellationPolicyValidator()
    {
        RuleFor(policy => policy.WindowSeconds).Within(0, CancellationPolicy.LongestWindowSeconds);
    }
}

public sealed class ExpiryPolicyValidator : AbstractValidator<ExpiryPolicy>
{
    public ExpiryPolicyValidator()
    {
        RuleFor(policy => policy.AfterDays).Within(1, ExpiryPolicy.MostDays);
        RuleFor(policy => policy.ActivationDelayDays).Within(0, ExpiryPolicy.MostDays);
        RuleFor(policy => policy.RestoredGraceDays).Within(0, ExpiryPolicy.MostDays);
    }
}
