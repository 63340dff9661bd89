using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;

namespace Loyalty.Application.Redemptions;

/// <summary>Points to redeem, or to ask about.</summary>
public sealed record RedemptionInput
{
    /// <summary>Absent: as the promotion says.</summary>
    public Points? Points { get; init; }

    /// <summary>Id of the promotion that is used; absent: none.</summary>
    public string? PromotionId { get; init; }

    /// <summary>Absent: generic.</summary>
    public string? Type
    {
        get => field ?? RedemptionType.Generic;
        init;
    }

    /// <summary>Asks for a hold; absent: the points are taken at once.</summary>
    public TemporaryInput? Hold { get; init; }

    public ParticularsInput Particulars { get; init; } = new();

    /// <summary>Call it on what the validator passed.</summary>
    public RedemptionRequest Read() => new(
        Points, Type!, Particulars.Read(), Hold?.Read(), PromotionId);
}

public sealed class RedemptionInputValidator : AbstractValidator<RedemptionInput>
{
    public RedemptionInputValidator()
    {
        RuleFor(redemption => redemption.Points).AmountOfPoints();
        RuleFor(redemption => redemption.Points).Required().When(redemption => redemption.PromotionId is null);
        RuleFor(redemption => redemption.PromotionId).Line();
        RuleFor(redemption => redemption.Type).OneOf([RedemptionType.Generic]);
        RuleFor(redemption => redemption.Particulars).Unprefixed(new ParticularsInputValidator());
    }
}
