using Loyalty.Domain.Rewards;

namespace Loyalty.Domain.Accounts;

/// <summary>
/// What becomes of a code that a redemption gave: used once, held for a shop, a use taken back. No points move, and no
/// entry tells of it; its redemption's row does.
/// </summary>
public sealed partial class Account
{
    /// <summary>Uses a coupon, once.</summary>
    public Decision<Redemption> UseCoupon(int seq, CouponRequest request) => Change(
        seq,
        redemption => Refusals(redemption, request).FirstOrDefault(),
        coupon => coupon with { Use = new(Now, request.Member, request.OrderId), Hold = null });

    /// <summary>Sets a coupon aside for a shop; who holds it already holds it anew.</summary>
    /// <param name="hold">Without seconds the program's default.</param>
    public Decision<Redemption> HoldCoupon(int seq, CouponRequest request, Temporary hold) =>
        TimeoutError(hold, null) is { } error ? error : Change(
            seq,
            redemption => Refusals(redemption, request).FirstOrDefault(),
            coupon => coupon with { Hold = HoldOf(coupon, request, OpenUntil(hold)!.Value) });

    /// <summary>Lets go of a coupon; of one that nobody holds that is done already.</summary>
    public Decision<Redemption> ReleaseCoupon(int seq, CouponRequest request) => Change(
        seq, redemption => IsHeldByOther(redemption, request) ? Declines.CouponHeld : null,
        coupon => coupon with { Hold = null });

    /// <summary>Takes a use back, within the program's window for cancelling.</summary>
    public Decision<Redemption> UnuseCoupon(int seq, string reason) => Change(
        seq,
        redemption => IsVoid(redemption) ? Declines.CouponVoid
            : redemption.Reward!.Coupon!.Use is not { } use ? Declines.CouponNotUsed
            : !Policy.Cancellation.IsOpen(use.At, Now) ? Declines.CancellationWindowClosed
            : null,
        coupon => coupon with { Use = null, UnuseReason = State.Owner.IsClosed ? null : reason });

    /// <summary>Could it be used, and what would it take off?</summary>
    public Decision<CouponCheck> CheckCoupon(int seq, CouponRequest request)
    {
        var found = FindCoupon(seq);
        return found.IsOk && request.IsOfUnknown ? Declines.MemberNotFound : found.Then(redemption =>
            new CouponCheck([.. Refusals(redemption, request)], DiscountOf(redemption.Reward!, request.Purchase)));
    }

    /// <summary>The redemption that a number means, which gave a code; a hold gives none before its commit.</summary>
    public Decision<Redemption> FindCoupon(int seq) =>
        FindRedemption(seq) is { IsOk: true, Value: { PostedAt: not null, Reward.Coupon: not null } } found
            ? found
            : Declines.CouponNotFound;

    Decision<Redemption> Change(int seq, Func<Redemption, Decline?> refusal, Func<Coupon, Coupon> change)
    {
        var found = FindCoupon(seq);
        return found.IsOk && refusal(found.Value) is { } decline ? decline : found.Then(redemption =>
        {
            var reward = redemption.Reward!;
            var changed = redemption with { Reward = reward with { Coupon = change(reward.Coupon!) } };
            Put(changed);
            return changed;
        });
    }

    /// <summary>Every reason against a use, in their order.</summary>
    IEnumerable<Decline> Refusals(Redemption redemption, CouponRequest request)
    {
        var reward = redemption.Reward!;
        var coupon = reward.Coupon!;
        if (request.IsOfUnknown)
        {
            yield return Declines.MemberNotFound;
        }

        if (IsVoid(redemption))
        {
            yield return Declines.CouponVoid;
        }

        if (coupon.Use is not null)
        {
            yield return Declines.CouponAlreadyUsed;
        }

        if (coupon.HasEnded(Now))
        {
            yield return Declines.CouponExpired;
        }

        if (IsHeldByOther(redemption, request))
        {
            yield return Declines.CouponHeld;
        }

        if (!reward.Terms.IsTransferable && request.Member is { } member && member != State.Owner.Number)
        {
            yield return Declines.CouponNotTransferable;
        }

        if (request.Purchase is { } purchase && reward.Value is { } value && value.Currency != purchase.Currency)
        {
            yield return Declines.CurrencyNotSupported(purchase.Currency);
        }
    }

    /// <summary>Held anew without a word of the store it stays the store's that holds it.</summary>
    CouponHold HoldOf(Coupon coupon, CouponRequest request, DateTimeOffset until) =>
        new(until, request.KeyLine, request.Store ?? (coupon.IsHeld(Now) ? coupon.Hold!.Store : null));

    bool IsVoid(Redemption redemption) => redemption.RewardStatus(Now, State.Owner) == RewardStatus.Void;

    bool IsHeldByOther(Redemption redemption, CouponRequest request) =>
        redemption.Reward!.Coupon is { Hold: { } hold } coupon && coupon.IsHeld(Now)
        && !hold.IsOf(request.KeyLine, request.Store);

    /// <summary>A share of the purchase, or the value as far as the purchase goes.</summary>
    static Money? DiscountOf(Reward reward, Money? purchase) =>
        reward.Terms.Type is not (RewardType.PurchaseDiscount or RewardType.Voucher) ? null
        : reward.Terms.Percent is { } percent ? purchase?.Percent(percent)
        : reward.Value is not { } value || purchase is null || purchase.Currency != value.Currency ? reward.Value
        : purchase.Amount < value.Amount ? purchase.Share(Factor.One)
        : value;
}
