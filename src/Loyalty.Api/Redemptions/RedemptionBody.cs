using System.ComponentModel.DataAnnotations;
using Loyalty.Application.Accounts;
using Loyalty.Application.Json;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Api.Redemptions;

/// <summary>Points to spend, or to ask about.</summary>
public sealed record RedemptionBody
{
    [Required]
    public MemberInput? Member { get; init; }

    /// <summary>
    /// Above zero, at most 10^14, with at most the currency's decimals; may be absent where an option or a promotion
    /// fixes them, or an amount is given.
    /// </summary>
    public Points? Points { get; init; }

    /// <summary>What the reward is to be worth: the fewest points whose value reaches it are redeemed.</summary>
    public Money? Amount { get; init; }

    /// <summary>Absent: the program's default one.</summary>
    public string? PointsCurrency { get; init; }

    /// <summary>
    /// generic, purchase_discount, voucher or cashback by a rate of the program, free_product with an option; absent:
    /// the option's, or generic.
    /// </summary>
    public string? Type { get; init; }

    /// <summary>Number of the redemption option that is taken.</summary>
    public int? OptionId { get; init; }

    /// <summary>Of the reward, ISO 4217; absent: that of the money sent, or the program's base currency.</summary>
    public string? Currency { get; init; }

    /// <summary>What the purchase comes to: a discount by a rate needs it.</summary>
    public Money? PurchaseAmount { get; init; }

    /// <summary>
    /// A code of your own for what is given: 1 to 64 visible ASCII characters without a slash, unique in the program.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>now, which is also what absent means.</summary>
    public string? Deduct { get; init; }

    /// <summary>Sets the points aside until a commit takes them; absent: they are taken at once.</summary>
    public TemporaryInput? Hold { get; init; }

    /// <summary>Id of the promotion that is used, whose rules the redemption has to keep.</summary>
    public string? PromotionId { get; init; }

    public string? OrderRef { get; init; }

    /// <summary>Your own id of this redemption: unique per account among its kind, for ever.</summary>
    public string? ExternalId { get; init; }

    /// <summary>When it happened, by your clock; absent: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    public LocationInput? Location { get; init; }

    /// <summary>At most 255 characters; erased with the member.</summary>
    public string? Description { get; init; }

    /// <summary>A JSON object of at most 4 KiB; erased with the member.</summary>
    public Metadata? Metadata { get; init; }

    internal AccountInput Account(string program) => new(program, Member, PointsCurrency);

    internal RedemptionInput Input() => new()
    {
        Points = Points,
        Type = Type,
        PromotionId = PromotionId,
        OptionId = OptionId,
        Amount = Amount,
        Currency = Currency,
        PurchaseAmount = PurchaseAmount,
        Deduct = Deduct,
        Code = Code,
        Hold = Hold,
        Particulars = new()
        {
            ExternalId = ExternalId,
            OccurredAt = OccurredAt,
            OrderRef = OrderRef,
            Location = Location,
            Description = Description,
            Metadata = Metadata,
        },
    };
}
