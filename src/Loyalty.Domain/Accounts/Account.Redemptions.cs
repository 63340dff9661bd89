using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Redemptions;

namespace Loyalty.Domain.Accounts;

/// <summary>Points that go: redemptions, at once or as a hold that is committed or rolled back.</summary>
public sealed partial class Account
{
    /// <summary>Spends points from the lots that expire first, or sets them aside.</summary>
    public Result<Redemption> Redeem(RedemptionRequest request, Occasion on)
    {
        var checking = CheckRedemption(request, on);
        if (!checking.IsOk)
        {
            return checking.Decline!;
        }

        if (checking.Value.Reasons.Count > 0)
        {
            return Declines.Refused(checking.Value.Reasons);
        }

        if (LotPicker.Pick(State, request.Points) is not { } takings)
        {
            return Lacks(new(AllLots: true, UsageAt: null));
        }

        var isHold = request.Hold is not null;
        foreach (var (lot, points) in takings)
        {
            Put(isHold ? lot with { Held = lot.Held + points } : lot with { Remaining = lot.Remaining - points }, lot);
        }

        State = State with
        {
            Redeemed = State.Redeemed + request.Points,
            RedeemedCount = State.RedeemedCount + 1,
        };
        var time = EffectiveAt(on.Now);
        var openUntil = OpenUntil(request.Hold, time, on.Program.Policy.Hold);
        var entry = Append(isHold ? EntryKind.Hold : EntryKind.Redemption,
            [.. takings.Select(taking => new LotChange(taking.Lot.Id, -taking.Points))], time, on,
            particulars: request.Particulars, openUntil: openUntil);
        var redemption = new Redemption
        {
            Id = entry.Seq,
            Status = isHold ? RedemptionStatus.Held : RedemptionStatus.Posted,
            Type = request.Type,
            Points = request.Points,
            Committed = isHold ? Points.Zero : request.Points,
            HoldExpiresAt = openUntil,
            PostedAt = isHold ? null : time,
            Takings = [.. takings.Select(taking => new LotTaking(taking.Lot.Id, taking.Points))],
            Opening = Opening.Of(entry),
        };
        Put(redemption);
        return redemption;
    }

    /// <summary>Would this redemption pass: all reasons against it, and the largest amount that would.</summary>
    public Result<RedemptionCheck> CheckRedemption(RedemptionRequest request, Occasion on)
    {
        if ((ShapeError(request.Points, request.Particulars, on)
            ?? TimeoutError(request.Hold, "hold", on.Program.Policy.Hold)) is { } error)
        {
            return error;
        }

        if (!AdvanceTo(on, out var time))
        {
            return Declines.Incomplete;
        }

        var policy = on.Program.Policy.Redemption;
        if (policy.CountsUsage() && State.UsageBefore?.Periods != Periods.Around(time, on.Program.TimeZone))
        {
            return Lacks(new(AllLots: false, UsageAt: time));
        }

        return RedemptionCheck.Of(State, policy, request.Points, HasRoom);
    }

    /// <summary>Ends a hold: what was set aside, or the first of it, is taken; the rest returns to its lots.</summary>
    public Result<Redemption> CommitHold(int seq, Points? points, Occasion on)
    {
        if (FindHold(seq, points, on, out var time, out var hold) is { } no)
        {
            return no;
        }

        var committed = points ?? hold.Points;
        if (committed > hold.Points)
        {
            return Declines.ExceedsHold(State.Currency.Text(hold.Points));
        }

        var changes = new Dictionary<int, LotChange>();
        var released = hold.Slice(committed, hold.Points);
        foreach (var (lotId, back) in released.Reverse())
        {
            var change = Return(State.Lot(lotId)!, back, wasHeld: true, time, on);
            changes[lotId] = change with { Points = change.Points - back };
        }

        foreach (var (lotId, taken) in hold.Slice(Points.Zero, committed))
        {
            var lot = State.Lot(lotId)!;
            Put(lot with { Held = lot.Held - taken, Remaining = lot.Remaining - taken }, lot);
            var change = changes.GetValueOrDefault(lotId) ?? new(lotId, Points.Zero);
            changes[lotId] = change with { Points = change.Points - taken };
        }

        var rest = hold.Points - committed;
        State = State with { Redeemed = State.Redeemed - rest };
        Append(EntryKind.Commit, [.. hold.Takings.Select(taking => changes[taking.Lot])], time, on, hold.Id,
            Particulars.None);
        var posted = hold with
        {
            Status = RedemptionStatus.Posted,
            Committed = committed,
            Released = rest,
            PostedAt = time,
            EndedAt = time,
        };
        Put(posted);
        return Settled(on) ? posted : Declines.Incomplete;
    }

    /// <summary>Ends a hold: all that was set aside returns to its lots.</summary>
    public Result<Redemption> RollbackHold(int seq, Particulars particulars, Occasion on)
    {
        if (FindHold(seq, null, on, out var time, out var hold) is { } no)
        {
            return no;
        }

        Release(hold, RedemptionStatus.RolledBack, time, on, particulars);
        return Settled(on) ? State.Redemptions[hold.Id] : Declines.Incomplete;
    }

    /// <summary>The redemption that a number means, as it stands now.</summary>
    public Result<Redemption> FindRedemption(int seq, Occasion on) =>
        !AdvanceTo(on, out _) ? Declines.Incomplete
        : Named(seq) is { } named && State.Redemptions.TryGetValue(named.Root, out var redemption)
            ? redemption
        : Declines.TransactionNotFound;

    /// <summary>The open hold that a number means, or why there is none.</summary>
    Decline? FindHold(int seq, Points? points, Occasion on, out DateTimeOffset time, out Redemption hold)
    {
        hold = null!;
        time = default;
        if (ShapeError(points, Particulars.None, on) is { } error)
        {
            return error;
        }

        var finding = FindRedemption(seq, on);
        if (!finding.IsOk)
        {
            return finding.Decline;
        }

        time = EffectiveAt(on.Now);
        hold = finding.Value;
        return hold.Status switch
        {
            RedemptionStatus.Held => KnowsLotsOf(hold) ? null : Declines.Incomplete,
            RedemptionStatus.RolledBack => Declines.AlreadyRolledBack,
            RedemptionStatus.TimedOut => Declines.HoldTimedOut,
            _ => Declines.AlreadyCommitted,
        };
    }

    Entry Release(Redemption hold, string status, DateTimeOffset time, Occasion on, Particulars? particulars)
    {
        var changes = hold.Takings.Reverse()
            .Select(taking => Return(State.Lot(taking.Lot)!, taking.Points, wasHeld: true, time, on)).ToList();
        State = State with
        {
            Redeemed = State.Redeemed - hold.Points,
            RedeemedCount = State.RedeemedCount - 1,
        };
        var entry = Append(EntryKind.Rollback, changes, time, on, hold.Id, particulars);
        Put(hold with { Status = status, Released = hold.Points, EndedAt = time });
        return entry;
    }

    /// <summary>
    /// Points come back to their lot, from a hold or from a redemption: they pay debt first, and what comes late stays
    /// spendable for the grace. The change is what became free.
    /// </summary>
    LotChange Return(Lot lot, Points points, bool wasHeld, DateTimeOffset time, Occasion on)
    {
        var policy = on.Program.Policy;
        var paid = PayDebt(points);
        var free = points - paid;
        var returned = lot with
        {
            Held = wasHeld ? lot.Held - points : lot.Held,
            Remaining = wasHeld ? lot.Remaining - paid : lot.Remaining + free,
            ExpiresAt = free > Points.Zero ? policy.Expiry.OfReturned(lot, time, policy.Hold) : lot.ExpiresAt,
        };
        Put(returned, lot);
        return new(lot.Id, free,
            returned.ExpiresAt == lot.ExpiresAt ? null : new(lot.AvailableAt, returned.ExpiresAt));
    }
}
