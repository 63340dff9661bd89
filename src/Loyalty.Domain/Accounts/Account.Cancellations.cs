using Loyalty.Domain.Ledger;
namespace Loyalty.Domain.Accounts;

/// <summary>What is taken back: redemptions give points back, accruals lose them.</summary>
public sealed partial class Account
{
    /// <summary>Cancels a redemption or an accrual, whole or in part; an open one is rolled back.</summary>
    public Result<Cancelled> Cancel(int seq, CancellationRequest request, Occasion on)
    {
        if (ShapeError(request.Points, request.Particulars, on) is { } error)
        {
            return error;
        }

        if (!AdvanceTo(on, out var time))
        {
            return Declines.Incomplete;
        }

        if (Named(seq) is not { } named)
        {
            return Declines.TransactionNotFound;
        }

        if (State.OwnerStatus == Members.MemberStatus.Closed)
        {
            return Declines.AccountClosed;
        }

        return named.RootKind switch
        {
            EntryKind.Redemption or EntryKind.Hold => Cancel(State.Redemptions[named.Root], request, time, on),
            EntryKind.Accrual => Cancel(State.Lot(named.Root)!, request, time, on),
            _ => Declines.NotCancellable,
        };
    }

    Result<Cancelled> Cancel(Redemption redemption, CancellationRequest request, DateTimeOffset time, Occasion on)
    {
        if (!KnowsLotsOf(redemption))
        {
            return Declines.Incomplete;
        }

        if (redemption.IsOpen)
        {
            return WholeError(request.Points, redemption.Points) ?? Undone(
                Release(redemption, RedemptionStatus.RolledBack, time, on, request.Particulars),
                redemption.Id, redemption.Points, on);
        }

        if (redemption.Status is RedemptionStatus.RolledBack or RedemptionStatus.TimedOut)
        {
            return redemption.Status == RedemptionStatus.TimedOut ? Declines.HoldTimedOut : Declines.AlreadyRolledBack;
        }

        var points = request.Points ?? redemption.Cancellable;
        if (CancelError(redemption.Cancellable, points, redemption.PostedAt!.Value, request, time, on) is { } no)
        {
            return no;
        }

        if (State.Balance + State.Pending + points > Points.Max)
        {
            return Declines.LimitReached("balance");
        }

        var left = redemption.Cancellable - points;
        var changes = redemption.Slice(left, redemption.Cancellable).Reverse()
            .Select(part => Return(State.Lot(part.Lot)!, part.Points, wasHeld: false, time, on)).ToList();
        var cancelled = redemption with
        {
            Cancelled = redemption.Cancelled + points,
            Status = left == Points.Zero ? RedemptionStatus.Cancelled : RedemptionStatus.PartlyCancelled,
        };
        Put(cancelled);
        State = State with
        {
            Redeemed = State.Redeemed - points,
            RedeemedCount = left == Points.Zero ? State.RedeemedCount - 1 : State.RedeemedCount,
        };
        var entry = Append(EntryKind.Cancellation, changes, time, on, redemption.Id, request.Particulars);
        return Settled(on) ? new Cancelled(entry, redemption.Id, points, cancelled.Status) : Declines.Incomplete;
    }

    /// <summary>The lot gives what it has free; what was spent is refused, or becomes debt.</summary>
    Result<Cancelled> Cancel(Lot lot, CancellationRequest request, DateTimeOffset time, Occasion on)
    {
        if (lot.IsTemporary)
        {
            return WholeError(request.Points, lot.Points) ?? Undone(
                Withdraw(lot, AccrualStatus.RolledBack, time, on, request.Particulars), lot.Id, lot.Points, on);
        }

        if (lot.Status is AccrualStatus.RolledBack or AccrualStatus.TimedOut)
        {
            return lot.Status == AccrualStatus.TimedOut ? Declines.HoldTimedOut : Declines.AlreadyRolledBack;
        }

        var points = request.Points ?? lot.Cancellable;
        if (CancelError(lot.Cancellable, points, lot.PostedAt!.Value, request, time, on) is { } no)
        {
            return no;
        }

        var taken = Points.Min(points, lot.Free);
        if (taken < points && !on.Program.Policy.Cancellation.AllowNegativeCorrection)
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
            TakenBack = lot.TakenBack + points,
            Status = points == lot.Cancellable ? AccrualStatus.Cancelled : AccrualStatus.PartlyCancelled,
        };
        Put(cancelled, lot);
        State = State with { Debt = State.Debt + points - taken, Earned = State.Earned - points };
        var entry = Append(EntryKind.Cancellation, [new(lot.Id, -taken)], time, on, lot.Id, request.Particulars);
        return new Cancelled(entry, lot.Id, points, cancelled.Status);
    }

    Decline? CancelError(Points cancellable, Points points, DateTimeOffset postedAt, CancellationRequest request,
        DateTimeOffset time, Occasion on) =>
        cancellable == Points.Zero ? Declines.AlreadyCancelled
        : !request.IgnoresWindow && !on.Program.Policy.Cancellation.IsOpen(postedAt, time)
            ? Declines.CancellationWindowClosed
        : points > cancellable ? Declines.ExceedsCancellable(State.Currency.Text(cancellable))
        : !HasRoom ? Declines.LimitReached("transactions")
        : null;

    /// <summary>What is still open can be rolled back as a whole only.</summary>
    Decline? WholeError(Points? asked, Points open) =>
        asked is null || asked == open ? null
        : asked > open ? Declines.ExceedsCancellable(State.Currency.Text(open))
        : Declines.NotCancellable;

    Result<Cancelled> Undone(Entry entry, int id, Points points, Occasion on) => Settled(on)
        ? new Cancelled(entry, id, points, RedemptionStatus.Cancelled)
        : Declines.Incomplete;
}
