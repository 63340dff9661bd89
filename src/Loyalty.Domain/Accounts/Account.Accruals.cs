using Loyalty.Domain.Ledger;
using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Accounts;

/// <summary>Points that come: accruals, at once or temporary, and corrections by staff.</summary>
public sealed partial class Account
{
    /// <summary>Adds points: a new lot, spendable now or later, or once a commit says so.</summary>
    public Decision<Accrual> Accrue(AccrualRequest request)
    {
        var promotion = FindPromotion(request.Promotion);
        if (!promotion.IsOk)
        {
            return promotion.Otherwise<Accrual>();
        }

        var named = promotion.Value.Promotion;
        var rule = named?.AccrualRule(State.Currency);
        if ((request.Points ?? rule?.StaticPoints?.ToScale(State.Currency.Scale)) is not { } asked)
        {
            return Declines.PointsRequired;
        }

        if ((ShapeError(asked, request.Particulars) ?? TimeoutError(request.Temporary, "pending")) is { } error)
        {
            return error;
        }

        var availableAt = request.AvailableAt ?? Now.AddDays(Policy.Expiry.ActivationDelayDays);
        if (request.ExpiresAt is { } expiresAt && (expiresAt <= Now || expiresAt <= availableAt))
        {
            return expiresAt <= Now
                ? FieldCodes.InThePast.Decline("expires_at")
                : FieldCodes.NotAfterAvailableAt.Decline("expires_at");
        }

        if (Policy.Expiry.AfterDays is { } days && request.ExpiresAt is null
            && availableAt > DateTimeOffset.MaxValue.AddDays(-days))
        {
            return FieldCodes.OutOfRange.Decline("available_at", "Lies too far ahead for an expiry to follow it.");
        }

        var points = EarnedBy(rule, asked);
        var allowed = Allowed(named, rule, asked, points);
        if (!allowed.IsOk)
        {
            return allowed.Otherwise<Accrual>();
        }

        var pendingUntil = OpenUntil(request.Temporary);
        var lot = NewLot(points, availableAt, request.ExpiresAt ?? DefaultExpiry(availableAt), pendingUntil);
        State = State with { Earned = lot.IsTemporary ? State.Earned : State.Earned + points };
        var entry = Append(EntryKind.Accrual, [FirstChange(lot)], Now, particulars: request.Particulars,
            openUntil: pendingUntil, about: OfPromotion(request.Promotion));
        return Accrual.Of(entry, lot);
    }

    /// <summary>Ends a temporary accrual: its points, or fewer of them, are the member's.</summary>
    public Decision<Accrual> CommitAccrual(int seq, Points? points)
    {
        var found = FindTemporary(seq, points);
        if (!found.IsOk)
        {
            return found;
        }

        if (State.Owner.IsClosed)
        {
            return Declines.AccountClosed;
        }

        var lot = found.Value.Lot;
        var committed = points ?? lot.Points;
        if (committed > lot.Points)
        {
            return Declines.ExceedsHold(State.Currency.Text(lot.Points));
        }

        var pending = lot.AvailableAt > Now;
        var paid = pending ? Points.Zero : PayDebt(committed);
        var posted = lot with
        {
            Status = AccrualStatus.Posted,
            Pending = pending,
            Remaining = committed - paid,
            Released = lot.Points - committed,
            PostedAt = Now,
        };
        Put(posted);
        State = State with { Earned = State.Earned + committed };
        Append(EntryKind.Commit, [new(lot.Id, posted.Remaining)], Now, lot.Id, Particulars.None);
        return Settled(() => found.Value with { Lot = State.Lot(lot.Id)! });
    }

    /// <summary>Ends a temporary accrual: its points never were.</summary>
    public Decision<Accrual> RollbackAccrual(int seq, Particulars particulars)
    {
        var found = FindTemporary(seq, null);
        if (!found.IsOk)
        {
            return found;
        }

        Withdraw(found.Value.Lot, AccrualStatus.RolledBack, Now, particulars);
        return found.Value with { Lot = State.Lot(found.Value.Lot.Id)! };
    }

    /// <summary>Corrects a balance: adds a lot, or takes from the lots that expire first.</summary>
    public Decision<Adjustment> Adjust(AdjustmentRequest request)
    {
        if (ShapeError(request.Points, request.Particulars) is { } error)
        {
            return error;
        }

        if (request.Points > Points.Zero)
        {
            var room = RoomFor(request.Points);
            if (!room.IsOk)
            {
                return room.Otherwise<Adjustment>();
            }

            var lot = NewLot(request.Points, Now, DefaultExpiry(Now), pendingUntil: null);
            return new Adjustment(AppendAdjustment([FirstChange(lot)]), lot);
        }

        var wanted = -request.Points;
        if (State.Owner.IsClosed)
        {
            return Declines.AccountClosed;
        }

        if (wanted > State.Available && !Policy.Cancellation.AllowNegativeCorrection)
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
            return MissingParts.AllLots;
        }

        foreach (var (lot, points) in takings)
        {
            Put(lot with { Remaining = lot.Remaining - points });
        }

        State = State with { Debt = State.Debt + wanted - taken };
        return new Adjustment(
            AppendAdjustment([.. takings.Select(taking => new LotChange(taking.Lot.Id, -taking.Points))]), Lot: null);

        Entry AppendAdjustment(IReadOnlyList<LotChange> lots)
        {
            State = State with { Earned = request.CountsAsEarned ? State.Earned + request.Points : State.Earned };
            return Append(EntryKind.Adjustment, lots, Now, particulars: request.Particulars,
                countsAsEarned: request.CountsAsEarned);
        }
    }

    /// <summary>
    /// Whether points may come, as one more lot. Lots have to be counted only where there may be as many as there are
    /// entries.
    /// </summary>
    Decision<Done> RoomFor(Points points) =>
        State.Owner.IsClosed ? Declines.AccountClosed
        : State.Balance + State.Pending + points > Points.Max ? Declines.LimitReached("balance")
        : !HasRoom ? Declines.LimitReached("transactions")
        : State.Seq < MaxOpenLots ? Done.Instance
        : State.OpenLots is not { } open ? MissingParts.SumsOfLots
        : open >= MaxOpenLots ? Declines.LimitReached("lots")
        : Done.Instance;

    /// <summary>What an accrual brings, by the rule of its promotion.</summary>
    Points EarnedBy(AccrualRule? rule, Points asked) => rule?.StaticPoints?.ToScale(State.Currency.Scale)
        ?? (rule?.Multiplier is { } multiplier
            ? new Points(asked.Value * multiplier.Value).ToScale(State.Currency.Scale)
            : asked);

    /// <summary>Whether that many points may come: as one more lot, by their promotion, by the limits.</summary>
    Decision<Done> Allowed(Promotion? promotion, AccrualRule? rule, Points asked, Points points)
    {
        var room = State.Owner.TakesNoPart ? Declines.AccountClosed : RoomFor(points);
        var byPromotion = room.IsOk && promotion is not null ? AllowedBy(promotion, rule, asked, points) : room;
        return byPromotion.IsOk ? AllowedByLimits(points) : byPromotion;
    }

    /// <summary>Whether its promotion lets an accrual bring that many points.</summary>
    Decision<Done> AllowedBy(Promotion promotion, AccrualRule? rule, Points asked, Points points)
    {
        var known = KnowingOf(promotion, accrues: true, needsTier: false, countsUsage: false);
        if (!known.IsOk)
        {
            return known.Otherwise<Done>();
        }

        var reasons = PromotionRules.Reasons(
            new(promotion, Now, State.Currency, asked, points, rule?.StaticPoints,
                rule is not null || promotion.AccrualRules.Count == 0)
            {
                Tier = known.Value.Tier,
                Usage = known.Value.Usage,
            });
        return reasons.Count > 0 ? Declines.Refused(reasons)
            : points == Points.Zero ? Declines.RoundedToNothing
            : Done.Instance;
    }

    /// <summary>
    /// Whether the program lets an accrual bring that many points. What is temporary counts on the day it begins.
    /// </summary>
    Decision<Done> AllowedByLimits(Points points)
    {
        var limits = Policy.Earning;
        if (limits.MaxPointsPerAccrual is { } maximum && points > maximum)
        {
            return Declines.LimitReached("points_per_accrual", ("maximum", State.Currency.Text(maximum)));
        }

        if (limits.MaxPointsPerDay is not { } most)
        {
            return Done.Instance;
        }

        if (State.Usage is not { } usage)
        {
            return MissingParts.Of(new UsageAt(Now));
        }

        var left = most - (State.Earned + State.Temporary - usage.EarnedBeforeDay);
        return points <= left ? Done.Instance : Declines.LimitReached(
            "earned_per_day", ("remaining", State.Currency.Text(left < Points.Zero ? Points.Zero : left)));
    }

    DateTimeOffset? DefaultExpiry(DateTimeOffset availableAt) =>
        Policy.Expiry.AfterDays is { } days ? (availableAt > Now ? availableAt : Now).AddDays(days) : null;

    /// <summary>The lot of the entry that comes next.</summary>
    Lot NewLot(Points points, DateTimeOffset availableAt, DateTimeOffset? expiresAt, DateTimeOffset? pendingUntil)
    {
        var pending = pendingUntil is not null || availableAt > Now;
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
            PostedAt = pendingUntil is null ? Now : null,
        };
        Put(lot);
        return lot;
    }

    /// <summary>What the first entry of a lot says about it.</summary>
    static LotChange FirstChange(Lot lot) => new(lot.Id, lot.Remaining, new(lot.AvailableAt, lot.ExpiresAt));

    /// <summary>The open temporary accrual that a number means, or why there is none.</summary>
    Decision<Accrual> FindTemporary(int seq, Points? points)
    {
        if (ShapeError(points, Particulars.None) is { } error)
        {
            return error;
        }

        if (Named(seq) is not { RootKind: EntryKind.Accrual } named)
        {
            return Declines.TransactionNotFound;
        }

        var lot = State.Lot(named.Root)!;
        return lot.Status switch
        {
            AccrualStatus.Pending => new Accrual(
                lot, named.RootKind, named.ExternalId, named.OccurredAt, named.Promotion),
            AccrualStatus.RolledBack => Declines.AlreadyRolledBack,
            AccrualStatus.TimedOut => Declines.HoldTimedOut,
            _ => Declines.AlreadyCommitted,
        };
    }

    Entry Withdraw(Lot lot, string status, DateTimeOffset time, Particulars? particulars)
    {
        Put(lot with { Status = status, Pending = false, Remaining = Points.Zero, Released = lot.Points });
        return Append(EntryKind.Rollback, [new(lot.Id, -lot.Points)], time, lot.Id, particulars);
    }
}
