using Loyalty.Domain.Ledger;

namespace Loyalty.Domain.Accounts;

/// <summary>What is taken back: redemptions give points back, accruals lose them.</summary>
public sealed partial class Account
{
    /// <summary>Cancels a redemption or an accrual, whole or in part; an open one is rolled back.</summary>
    public Decision<Cancellation> Cancel(int seq, CancellationRequest request)
    {
        if (ShapeError(request.Points, request.Particulars) is { } error)
        {
            return error;
        }

        if (Named(seq) is not { } named)
        {
            return Declines.TransactionNotFound;
        }

        if (State.Owner.IsClosed)
        {
            return Declines.AccountClosed;
        }

        return named.RootKind switch
        {
            EntryKind.Redemption or EntryKind.Hold => Cancel(State.Redemptions[named.Root], request),
            EntryKind.Accrual => Cancel(State.Lot(named.Root)!, request),
            _ => Declines.NotCancellable,
        };
    }

    Decision<Cancellation> Cancel(Redemption redemption, CancellationRequest request)
    {
        if (!KnowsLotsOf(redemption))
        {
            return MissingParts.AllLots;
        }

        if (redemption.IsOpen)
        {
            if (WholeError(request.Points, redemption.Points) is { } error)
            {
                return error;
            }

            var undone = Release(redemption, RedemptionStatus.RolledBack, Now, request.Particulars);
            return Settled(
                () => new Cancellation(undone, redemption.Id, redemption.Points, RedemptionStatus.Cancelled));
        }

        if (redemption.Status is RedemptionStatus.RolledBack or RedemptionStatus.TimedOut)
        {
            return redemption.Status == RedemptionStatus.TimedOut ? Declines.HoldTimedOut : Declines.AlreadyRolledBack;
        }

        var points = request.Points ?? redemption.Cancellable;
        if (CancelError(redemption.Cancellable, points, redemption.PostedAt!.Value, request) is { } refusal)
        {
            return refusal;
        }

        if (redemption.Reward?.Coupon is { } coupon && !request.IgnoresWindow
            && (coupon.Use is not null || coupon.IsHeld(Now)))
        {
            return coupon.Use is not null ? Declines.Delivered : Declines.CouponHeld;
        }

        var left = redemption.Cancellable - points;
        if (left > Points.Zero && PartError(redemption.Reward, left) is not null)
        {
            return Declines.NotCancellable;
        }

        if (State.Balance + State.Pending + points > Points.Max)
        {
            return Declines.LimitReached("balance");
        }

        var changes = redemption.Slice(left, redemption.Cancellable).Reverse()
            .Select(part => Return(State.Lot(part.Lot)!, part.Points, wasHeld: false, Now)).ToList();
        var cancelled = redemption with
        {
            Cancelled = redemption.Cancelled + points,
            Reward = redemption.Reward?.For(left == Points.Zero ? redemption.Committed : left),
            Status = left == Points.Zero ? RedemptionStatus.Cancelled : RedemptionStatus.PartlyCancelled,
        };
        Put(cancelled);
        State = State with
        {
            Redeemed = State.Redeemed - points,
            RedeemedCount = left == Points.Zero ? State.RedeemedCount - 1 : State.RedeemedCount,
        };
        var entry = Append(EntryKind.Cancellation, changes, Now, redemption.Id, request.Particulars);
        return Settled(() => new Cancellation(entry, redemption.Id, points, cancelled.Status));
    }

    /// <summary>The lot gives what it has free; what was spent is refused, or becomes debt.</summary>
    Decision<Cancellation> Cancel(Lot lot, CancellationRequest request)
    {
        if (lot.IsTemporary)
        {
            return WholeError(request.Points, lot.Points) is { } error
                ? error
                : new Cancellation(Withdraw(lot, AccrualStatus.RolledBack, Now, request.Particulars), lot.Id,
                    lot.Points, RedemptionStatus.Cancelled);
        }

        if (lot.Status is AccrualStatus.RolledBack or AccrualStatus.TimedOut)
        {
            return lot.Status == AccrualStatus.TimedOut ? Declines.HoldTimedOut : Declines.AlreadyRolledBack;
        }

        var points = request.Points ?? lot.Cancellable;
        if (CancelError(lot.Cancellable, points, lot.PostedAt!.Value, request) is { } refusal)
        {
            return refusal;
        }

        var taken = Points.Min(points, lot.Free);
        if (taken < points && !Policy.Cancellation.AllowNegativeCorrection)
        {
            return Declines.AccrualAlreadySpent(State.Currency.Text(taken));
        }

        if (State.Debt + points - taken > Points.Max)
        {
            return Declines.LimitReached("balance");
        }

        var remaining = lot.Remaining - taken;
        var cancelled = lot with
        {
            Remaining = remaining,
            Pending = lot.Pending && remaining > Points.Zero,
            Cancelled = lot.Cancelled + points,
            Status = points == lot.Cancellable ? AccrualStatus.Cancelled : AccrualStatus.PartlyCancelled,
        };
        Put(cancelled);
        State = State with { Debt = State.Debt + points - taken, Earned = State.Earned - points };
        var entry = Append(EntryKind.Cancellation, [new(lot.Id, -taken)], Now, lot.Id, request.Particulars);
        return new Cancellation(entry, lot.Id, points, cancelled.Status);
    }

    Decline? CancelError(Points cancellable, Points points, DateTimeOffset postedAt, CancellationRequest request) =>
        cancellable == Points.Zero ? Declines.AlreadyCancelled
        : !request.IgnoresWindow && !Policy.Cancellation.IsOpen(postedAt, Now) ? Declines.CancellationWindowClosed
        : points > cancellable ? Declines.ExceedsCancellable(State.Currency.Text(cancellable))
        : !HasRoom ? Declines.LimitReached("transactions")
        : null;

    /// <summary>What is still open can be rolled back as a whole only.</summary>
    Decline? WholeError(Points? asked, Points open) =>
        asked is null || asked == open ? null
        : asked > open ? Declines.ExceedsCancellable(State.Currency.Text(open))
        : Declines.NotCancellable;
}
