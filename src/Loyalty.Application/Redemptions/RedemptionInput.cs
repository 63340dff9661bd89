using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Rewards;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Rewards;

namespace Loyalty.Application.Redemptions;

/// <summary>Points to redeem, or to ask about.</summary>
public sealed record RedemptionInput
{
    /// <summary>Absent: as the option, the promotion or the amount says.</summary>
    public Points? Points { get; init; }

    /// <summary>What the reward is to be worth; absent: as the points say.</summary>
    public Money? Amount { get; init; }

    /// <summary>Id of the promotion that is used; absent: none.</summary>
    public string? PromotionId { get; init; }

    /// <summary>Number of the option that is taken; absent: none.</summary>
    public int? OptionId { get; init; }

    /// <summary>Absent: the option's, or generic without one.</summary>
    public string? Type
    {
        get => field ?? (OptionId is null ? RewardType.Generic : null);
        init;
    }

    /// <summary>Of the reward's value; absent: that of the money, or the program's base one.</summary>
    public string? Currency { get; init; }

    public Money? PurchaseAmount { get; init; }

    /// <summary>The caller's own code for what is given; absent: one is made.</summary>
    public string? Code { get; init; }

    /// <summary>Absent: now; the two are one to a repeat.</summary>
    public string? Deduct
    {
        get => field == Now ? null : field;
        init;
    }

    /// <summary>Asks for a hold; absent: the points are taken at once.</summary>
    public TemporaryInput? Hold { get; init; }

    public ParticularsInput Particulars { get; init; } = new();

    internal const string Now = "now";

    /// <summary>Call it on what the validator passed.</summary>
    public RedemptionRequest Read() => new(Points, Type, Particulars.Read(), Hold?.Read(), PromotionId)
    {
        Option = OptionId,
        Amount = Amount,
        Purchase = PurchaseAmount,
        Currency = Currency,
        Code = Code,
    };

    /// <summary>What its decision will want to know beside the account, as far as that can be told before.</summary>
    public MissingParts? Expects()
    {
        WantedFact[] wanted =
        [
            .. OptionId is { } option ? [OptionFactsOf.One(option)] : Array.Empty<WantedFact>(),
            .. Particulars.OrderRef is { } order && Type != RewardType.Generic
                ? [new RewardsOf("", OrderRef: order)] : Array.Empty<WantedFact>(),
            .. Code is { } code ? [new CodeLookOf(code)] : Array.Empty<WantedFact>(),
        ];
        return wanted.Length == 0 ? null : MissingParts.Of(wanted);
    }
}

public sealed class RedemptionInputValidator : AbstractValidator<RedemptionInput>
{
    public RedemptionInputValidator()
    {
        RuleFor(redemption => redemption.Points).AmountOfPoints();
        RuleFor(redemption => redemption.Points).Required().When(redemption =>
            redemption.PromotionId is null && redemption.OptionId is null && redemption.Amount is null);
        RuleFor(redemption => redemption.PromotionId).Line();
        RuleFor(redemption => redemption.OptionId).Number();
        RuleFor(redemption => redemption.OptionId).Required()
            .When(redemption => redemption is { Type: RewardType.FreeProduct, OptionId: null });
        RuleFor(redemption => redemption.Type).OneOf(RewardType.All);
        RuleFor(redemption => redemption.Amount!).SetValidator(new MoneyValidator())
            .When(redemption => redemption.Amount is not null);
        RuleFor(redemption => redemption.PurchaseAmount!).SetValidator(new MoneyValidator())
            .When(redemption => redemption.PurchaseAmount is not null);
        RuleFor(redemption => redemption.PurchaseAmount).Required()
            .When(redemption => redemption is { Type: RewardType.PurchaseDiscount, OptionId: null });
        RuleFor(redemption => redemption.Code).CouponCode();
        RuleFor(redemption => redemption.Currency).MoneyCurrency();
        RuleFor(redemption => redemption.Deduct).Must(when => when is null or RedemptionInput.Now)
            .Fails(FieldCodes.UnknownValue, "Must be now: points that go when an order arrives are not there yet.");
        RuleFor(redemption => redemption).Custom((redemption, context) =>
        {
            var currency = redemption.Currency ?? redemption.Amount?.Currency ?? redemption.PurchaseAmount?.Currency;
            foreach (var (field, money) in new[]
            {
                ("amount", redemption.Amount), ("purchase_amount", redemption.PurchaseAmount),
            })
            {
                if (money is not null && money.Currency != currency)
                {
                    context.AddFailure(
                        FieldCodes.Mismatch, $"{field}.currency", "All money of a redemption is of one currency.");
                }
            }
        });
        RuleFor(redemption => redemption.Particulars).Unprefixed(new ParticularsInputValidator());
    }
}
