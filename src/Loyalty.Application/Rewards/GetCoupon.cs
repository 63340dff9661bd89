using System.Text.Json.Serialization;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Members;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>The coupon or voucher with a code of the program.</summary>
public sealed record GetCoupon(string Program, string Code) : IRequest<Result<CouponView>>;

/// <summary>A code that a redemption gave, as it stands now.</summary>
public sealed record CouponView
{
    public required string Code { get; init; }

    /// <summary>The number of its redemption.</summary>
    public required long Number { get; init; }

    /// <summary>What it gives: generic, purchase_discount, free_product, voucher or cashback.</summary>
    public required string Type { get; init; }

    /// <summary>active; expired, its last day is over; void, its points went back.</summary>
    public required string Status { get; init; }

    /// <summary>Absent: it is not counted in money.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Value { get; init; }

    /// <summary>A share of a purchase, in percent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Factor? Percent { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OptionId { get; init; }

    /// <summary>Whose points it was got for.</summary>
    public required string MemberId { get; init; }

    /// <summary>Whether another member may use it.</summary>
    public required bool Transferable { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The last second of its last day; null: it has no end.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    public required string RedemptionId { get; init; }
}

public sealed class GetCouponHandler(IAccounts accounts, ICoupons coupons)
    : IRequestHandler<GetCoupon, Result<CouponView>>
{
    public async Task<Result<CouponView>> Handle(GetCoupon query, CancellationToken ct)
    {
        if (await coupons.Find(query.Program, query.Code, ct) is not { } number)
        {
            return Declines.CouponNotFound;
        }

        var asked = await accounts.Ask(
            NumberedAccount.Of(number),
            account => account.FindRedemption(number.Seq)
                .Then(redemption => View(redemption, number, account.State, account.Now)),
            ct);
        return asked.Decline == Declines.TransactionNotFound ? Declines.CouponNotFound : asked;
    }

    static CouponView View(Redemption redemption, TransactionNumber number, AccountState account, DateTimeOffset now)
    {
        var reward = redemption.Reward!;
        return new()
        {
            Code = reward.Coupon!.Code,
            Number = number.Value,
            Type = reward.Terms.Type,
            Status = redemption.RewardStatus(now),
            Value = reward.Value,
            Percent = reward.Terms.Percent,
            OptionId = reward.Terms.Option,
            MemberId = new MemberId(account.Owner.Number).ToString(),
            Transferable = reward.Terms.IsTransferable,
            IssuedAt = redemption.PostedAt!.Value,
            ExpiresAt = reward.Coupon.ExpiresAt,
            RedemptionId = number.ToString(),
        };
    }
}
