using Loyalty.Domain.Ledger;
using Loyalty.Domain.Redemptions;
using Loyalty.Domain.Rewards;

namespace Loyalty.Domain.Accounts;

/// <summary>Points that go: redemptions, at once or as a hold that is committed or rolled back.</summary>
public sealed partial class Account
{
    /// <summary>Spends points from the lots that expire first, or sets them aside.</summary>
    public Decision<Redemption> Redeem(RedemptionRequest request)
    {
        var check = CheckRedemption(request);
        if (!check.IsOk)
        {
            return check.Otherwise<Redemption>();
        }

        if (check.Value.Reasons is [var first, ..])
        {
            return first.Code == RewardRules.CodeTaken
                ? Declines.CouponCodeTaken
                : Declines.Refused(check.Value.Reasons);
        }

        var asked = check.Value.Points;
        if (LotPicker.Pick(State, asked) is not { } takings)
        {
            return MissingParts.AllLots;
        }

        var isHold = request.Hold is not null;
        foreach (var (lot, points) in takings)
        {
            Put(isHold ? lot with { Held = lot.Held + points } : lot with { Remaining = lot.Remaining - points });
        }

        State = State with
        {
            Redeemed = State.Redeemed + asked,
            RedeemedCount = State.RedeemedCount + 1,
        };
        var openUntil = OpenUntil(request.Hold);
        var (reward, about) = Give(check.Value.Terms, asked, request, isGiven: !isHold);
        var entry = Append(isHold ? EntryKind.Hold : EntryKind.Redemption,
            [.. takings.Select(taking => new LotChange(taking.Lot.Id, -taking.Points))], Now,
            particulars: request.Particulars, openUntil: openUntil, about: about);
        var redemption = new Redemption
        {
            Id = entry.Seq,
            Status = isHold ? RedemptionStatus.Held : RedemptionStatus.Posted,
            Promotion = request.Promotion,
            Reward = reward,
            Points = asked,
            Committed = isHold ? Points.Zero : asked,
            HoldExpiresAt = openUntil,
            PostedAt = isHold ? null : Now,
            Takings = [.. takings.Select(taking => new LotTaking(taking.Lot.Id, taking.Points))],
            Opening = Opening.Of(entry),
        };
        Put(redemption);
        return redemption;
    }

    /// <summary>Would this redemption pass: all reasons against it, and the largest amount that would.</summary>
    public Decision<RedemptionCheck> CheckRedemption(RedemptionRequest request)
    {
        var promotion = FindPromotion(request.Promotion);
        if (!promotion.IsOk)
        {
            return promotion.Otherwise<RedemptionCheck>();
        }

        var given = AskedReward(request);
        if (!given.IsOk)
        {
            return given.Otherwise<RedemptionCheck>();
        }

        var (named, reward) = (promotion.Value.Promotion, given.Value.Reward);
        var rule = named?.RedeemRule(State.Currency);
        var known = KnowingOf(
            named, accrues: false, Policy.Redemption.AllowedTiers is { Count: > 0 }, Policy.Redemption.CountsUsage(),
            reward);
        if (!known.IsOk)
        {
            return known.Otherwise<RedemptionCheck>();
        }

        var terms = reward?.TermsFor(known.Value.Tier);
        var asked = PointsAsked(request, reward, terms, rule);
        if (!asked.IsOk)
        {
            return asked.Otherwise<RedemptionCheck>();
        }

        var points = asked.Value;
        if ((ShapeError(points, request.Particulars) ?? TimeoutError(request.Hold, "hold")) is { } error)
        {
            return error;
        }

        return RedemptionCheck.Of(new(State, Policy.Redemption, points, State.Usage, HasRoom)
        {
            Tier = known.Value.Tier,
            RedeemRule = rule,
            Promotion = named is null ? null
                : new(named, Now, State.Currency, points, points, rule?.StaticPoints,
                    rule is not null || named.RedeemRules.Count == 0)
                {
                    Tier = known.Value.Tier,
                    Usage = known.Value.Usage,
                },
            Reward = reward is null ? null
                : FactsOf(reward, terms, points, request, known.Value.Tier) with { Earlier = Earlier() },
        });
    }

    /// <summary>Ends a hold: what was set aside, or the first of it, is taken; the rest returns to its lots.</summary>
    public Decision<Redemption> CommitHold(int seq, Points? points)
    {
        var found = FindHold(seq, points);
        if (!found.IsOk)
        {
            return found;
        }

        var hold = found.Value;
        var committed = points ?? hold.Points;
        if (committed > hold.Points)
        {
            return Declines.ExceedsHold(State.Currency.Text(hold.Points));
        }

        if (committed < hold.Points && PartError(hold.Reward, committed) is { } error)
        {
            return error;
        }

        var changes = new Dictionary<int, LotChange>();
        var released = hold.Slice(committed, hold.Points);
        foreach (var (lotId, back) in released.Reverse())
        {
            var change = Return(State.Lot(lotId)!, back, wasHeld: true, Now);
            changes[lotId] = change with { Points = change.Points - back };
        }

        foreach (var (lotId, taken) in hold.Slice(Points.Zero, committed))
        {
            var lot = State.Lot(lotId)!;
            Put(lot with { Held = lot.Held - taken, Remaining = lot.Remaining - taken });
            var change = changes.GetValueOrDefault(lotId) ?? new(lotId, Points.Zero);
            changes[lotId] = change with { Points = change.Points - taken };
        }

        var rest = hold.Points - committed;
        State = State with { Redeemed = State.Redeemed - rest };
        var (reward, about) = Give(hold, committed);
        Append(EntryKind.Commit, [.. hold.Takings.Select(taking => changes[taking.Lot])], Now, hold.Id,
            Particulars.None, about: about);
        var posted = hold with
        {
            Status = RedemptionStatus.Posted,
            Reward = reward,
            Committed = committed,
            Released = rest,
            PostedAt = Now,
            EndedAt = Now,
        };
        Put(posted);
        return Settled(() => posted);
    }

    /// <summary>Ends a hold: all that was set aside returns to its lots.</summary>
    public Decision<Redemption> RollbackHold(int seq, Particulars particulars)
    {
        var found = FindHold(seq, null);
        if (!found.IsOk)
        {
            return found;
        }

        Release(found.Value, RedemptionStatus.RolledBack, Now, particulars);
        return Settled(() => State.Redemptions[found.Value.Id]);
    }

    /// <summary>The redemption that a number means, as it stands now.</summary>
    public Decision<Redemption> FindRedemption(int seq) =>
        Named(seq) is { } named && State.Redemptions.TryGetValue(named.Root, out var redemption)
            ? redemption
            : Declines.TransactionNotFound;

    /// <summary>The open hold that a number means, or why there is none.</summary>
    Decision<Redemption> FindHold(int seq, Points? points)
    {
        if (ShapeError(points, Particulars.None) is { } error)
        {
            return error;
        }

        var found = FindRedemption(seq);
        return !found.IsOk ? found : found.Value.Status switch
        {
            RedemptionStatus.Held => KnowsLotsOf(found.Value) ? found : MissingParts.AllLots,
            RedemptionStatus.RolledBack => Declines.AlreadyRolledBack,
            RedemptionStatus.TimedOut => Declines.HoldTimedOut,
            _ => Declines.AlreadyCommitted,
        };
    }

    Entry Release(Redemption hold, string status, DateTimeOffset time, Particulars? particulars)
    {
        var changes = hold.Takings.Reverse()
            .Select(taking => Return(State.Lot(taking.Lot)!, taking.Points, wasHeld: true, time)).ToList();
        State = State with
        {
            Redeemed = State.Redeemed - hold.Points,
            RedeemedCount = State.RedeemedCount - 1,
        };
        var entry = Append(EntryKind.Rollback, changes, time, hold.Id, particulars);
        Put(hold with { Status = status, Released = hold.Points, EndedAt = time });
        return entry;
    }

    /// <summary>
    /// Points come back to their lot, from a hold or from a redemption: they pay debt first, and what comes late stays
    /// spendable for the grace. The change is what became free.
    /// </summary>
    LotChange Return(Lot lot, Points points, bool wasHeld, DateTimeOffset time)
    {
        var paid = PayDebt(points);
        var free = points - paid;
        var returned = lot with
        {
            Held = wasHeld ? lot.Held - points : lot.Held,
            Remaining = wasHeld ? lot.Remaining - paid : lot.Remaining + free,
            ExpiresAt = free > Points.Zero ? Policy.Expiry.OfReturned(lot, time, Policy.Hold) : lot.ExpiresAt,
        };
        Put(returned);
        return new(lot.Id, free,
            returned.ExpiresAt == lot.ExpiresAt ? null : new(lot.AvailableAt, returned.ExpiresAt));
    }
}
