using Loyalty.Domain.Ledger;
namespace Loyalty.Domain.Accounts;

/// <summary>Points that come: accruals, at once or temporary, and corrections by staff.</summary>
public sealed partial class Account
{
    /// <summary>Adds points: a new lot, spendable now or later, or once a commit says so.</summary>
    public Result<Accrual> Accrue(AccrualRequest request, Occasion on)
    {
        var policy = on.Program.Policy;
        if ((ShapeError(request.Points, request.Particulars, on)
            ?? TimeoutError(request.Temporary, "pending", policy.Hold)) is { } error)
        {
            return error;
        }

        if (!AdvanceTo(on, out var time))
        {
            return Declines.Incomplete;
        }

        var availableAt = request.AvailableAt ?? time.AddDays(policy.Expiry.ActivationDelayDays);
        if (request.ExpiresAt is { } expiresAt && (expiresAt <= time || expiresAt <= availableAt))
        {
            return expiresAt <= time
                ? Declines.Invalid("expires_at", "in_the_past", "Must lie in the future.")
                : Declines.Invalid("expires_at", "not_after_available_at", "Must lie after available_at.");
        }

        if (policy.Expiry.AfterDays is { } days && request.ExpiresAt is null
            && availableAt > DateTimeOffset.MaxValue.AddDays(-days))
        {
            return Declines.Invalid("available_at", "out_of_range", "Lies too far ahead for an expiry to follow it.");
        }

        if (CreditRefusal(request.Points) is { } refusal)
        {
            return refusal;
        }

        var pendingUntil = OpenUntil(request.Temporary, time, policy.Hold);
        var lot = NewLot(request.Points, availableAt, request.ExpiresAt ?? DefaultExpiry(availableAt, time, on), time,
            pendingUntil);
        State = State with { Earned = State.Earned + request.Points };
        var entry = Append(EntryKind.Accrual, [Made(lot)], time, on, particulars: request.Particulars,
            openUntil: pendingUntil);
        return new Accrual(entry, lot);
    }

    /// <summary>Ends a temporary accrual: its points, or fewer of them, are the member's.</summary>
    public Result<Lot> CommitAccrual(int seq, Points? points, Occasion on)
    {
        if (FindTemporary(seq, points, on, out var time, out var lot) is { } no)
        {
            return no;
        }

        if (State.OwnerStatus == Members.MemberStatus.Closed)
        {
            return Declines.AccountClosed;
        }

        var committed = points ?? lot.Points;
        if (committed > lot.Points)
        {
            return Declines.ExceedsHold(State.Currency.Text(lot.Points));
        }

        var pending = lot.AvailableAt > time;
        var paid = pending ? Points.Zero : PayDebt(committed);
        var posted = lot with
        {
            Status = AccrualStatus.Posted,
            Pending = pending,
            Remaining = committed - paid,
            Released = lot.Points - committed,
            PostedAt = time,
        };
        Put(posted, lot);
        State = State with { Earned = State.Earned - posted.Released };
        Append(EntryKind.Commit, [new(lot.Id, posted.Remaining)], time, on, lot.Id, Particulars.None);
        return Settled(on) ? State.Lot(lot.Id)! : Declines.Incomplete;
    }

    /// <summary>Ends a temporary accrual: its points never were.</summary>
    public Result<Lot> RollbackAccrual(int seq, Particulars particulars, Occasion on)
    {
        if (FindTemporary(seq, null, on, out var time, out var lot) is { } no)
        {
            return no;
        }

        Withdraw(lot, AccrualStatus.RolledBack, time, on, particulars);
        return State.Lot(lot.Id)!;
    }

    /// <summary>Corrects a balance: adds a lot, or takes from the lots that expire first.</summary>
    public Result<Adjustment> Adjust(AdjustmentRequest request, Occasion on)
    {
        if (ShapeError(request.Points, request.Particulars, on) is { } error)
        {
            return error;
        }

        if (!AdvanceTo(on, out var time))
        {
            return Declines.Incomplete;
        }

        if (request.Points > Points.Zero)
        {
            if (CreditRefusal(request.Points) is { } refusal)
            {
                return refusal;
            }

            var lot = NewLot(request.Points, time, DefaultExpiry(time, time, on), time, pendingUntil: null);
            return new Adjustment(AppendAdjustment([Made(lot)]), lot);
        }

        var wanted = -request.Points;
        if (State.OwnerStatus == Members.MemberStatus.Closed)
        {
            return Declines.AccountClosed;
        }

        if (wanted > State.Available && !on.Program.Policy.Cancellation.AllowNegativeCorrection)
        {
            return Declines.InsufficientPoints(State.Currency.Text(State.Available));
        }

        if (!HasRoom || State.Debt + wanted > Points.Max)
        {
            return Declines.LimitReached(HasRoom ? "balance" : "transactions");
        }

        var taken = Points.Min(wanted, State.Available);
        if (LotPicker.Pick(State, taken) is not { } takings)
        {
            return Lacks(new(AllLots: true, UsageAt: null));
        }

        foreach (var (lot, points) in takings)
        {
            Put(lot with { Remaining = lot.Remaining - points }, lot);
        }

        State = State with { Debt = State.Debt + wanted - taken };
        return new Adjustment(
            AppendAdjustment([.. takings.Select(taking => new LotChange(taking.Lot.Id, -taking.Points))]), Lot: null);

        Entry AppendAdjustment(IReadOnlyList<LotChange> lots)
        {
            State = State with { Earned = request.CountsAsEarned ? State.Earned + request.Points : State.Earned };
            return Append(EntryKind.Adjustment, lots, time, on, particulars: request.Particulars,
                countsAsEarned: request.CountsAsEarned);
        }
    }

    Decline? CreditRefusal(Points points) =>
        State.OwnerStatus == Members.MemberStatus.Closed ? Declines.AccountClosed
        : State.Balance + State.Pending + points > Points.Max ? Declines.LimitReached("balance")
        : !HasRoom ? Declines.LimitReached("transactions")
        : null;

    static DateTimeOffset? DefaultExpiry(DateTimeOffset availableAt, DateTimeOffset time, Occasion on) =>
        on.Program.Policy.Expiry.AfterDays is { } days ? (availableAt > time ? availableAt : time).AddDays(days) : null;

    /// <summary>The lot of the entry that comes next.</summary>
    Lot NewLot(Points points, DateTimeOffset availableAt, DateTimeOffset? expiresAt, DateTimeOffset time,
        DateTimeOffset? pendingUntil)
    {
        var pending = pendingUntil is not null || availableAt > time;
        var lot = new Lot
        {
            Id = State.Seq + 1,
            Points = points,
            Remaining = pending ? points : points - PayDebt(points),
            Pending = pending,
            AvailableAt = availableAt,
            ExpiresAt = expiresAt,
            OriginalExpiresAt = expiresAt,
            Status = pendingUntil is null ? AccrualStatus.Posted : AccrualStatus.Pending,
            PendingUntil = pendingUntil,
            PostedAt = pendingUntil is null ? time : null,
        };
        Put(lot, before: null);
        return lot;
    }

    static LotChange Made(Lot lot) => new(lot.Id, lot.Remaining, new(lot.AvailableAt, lot.ExpiresAt));

    /// <summary>The open temporary accrual that a number means, or why there is none.</summary>
    Decline? FindTemporary(int seq, Points? points, Occasion on, out DateTimeOffset time, out Lot lot)
    {
        lot = null!;
        time = default;
        if (ShapeError(points, Particulars.None, on) is { } error)
        {
            return error;
        }

        if (!AdvanceTo(on, out time))
        {
            return Declines.Incomplete;
        }

        if (Named(seq) is not { RootKind: EntryKind.Accrual } named)
        {
            return Declines.TransactionNotFound;
        }

        lot = State.Lot(named.Root)!;
        return lot.Status switch
        {
            AccrualStatus.Pending => null,
            AccrualStatus.RolledBack => Declines.AlreadyRolledBack,
            AccrualStatus.TimedOut => Declines.HoldTimedOut,
            _ => Declines.AlreadyCommitted,
        };
    }

    Entry Withdraw(Lot lot, string status, DateTimeOffset time, Occasion on, Particulars? particulars)
    {
        Put(lot with { Status = status, Pending = false, Remaining = Points.Zero, Released = lot.Points }, lot);
        State = State with { Earned = State.Earned - lot.Points };
        return Append(EntryKind.Rollback, [new(lot.Id, -lot.Points)], time, on, lot.Id, particulars);
    }

    /// <summary>
    /// Points that came in late may expire at once: nothing is left due behind a decision. False: see AdvanceTo.
    /// </summary>
    bool Settled(Occasion on) => AdvanceTo(on, out _);
}
