using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Rewards;

namespace Loyalty.Domain.Ledger;

/// <summary>
/// An account made again from its entries alone: as it was at any of them. What the entries do not tell, the program
/// and its rules, plays no part. Entries that make no sense leave things as they are: verify shows that.
/// </summary>
public sealed class AccountReplay(AccountId account, PointsCurrency currency)
{
    /// <summary>All lots and redemptions, ended ones included.</summary>
    public AccountState State { get; private set; } = new() { Id = account, Currency = currency };

    /// <summary>Points of temporary accruals that have not ended.</summary>
    public Points Temporary { get; private set; }

    public Lot? Lot(int id) => State.Lot(id);

    public void Add(Entry entry)
    {
        var net = State.Balance - State.Debt + entry.Amount;
        switch (entry.Kind)
        {
            case EntryKind.Accrual or EntryKind.Adjustment when entry.Lots is [{ Terms: { } terms } made]:
                Make(entry, made, terms);
                break;
            case EntryKind.Commit when Hold(entry) is { } hold:
                Commit(hold, entry);
                break;
            case EntryKind.Commit:
                ChangeRelatedLot(entry, Committed);
                break;
            case EntryKind.Rollback when Hold(entry) is { } hold:
                Release(hold, entry);
                break;
            case EntryKind.Rollback:
                ChangeRelatedLot(entry, Withdrawn);
                break;
            case EntryKind.Cancellation when Hold(entry) is { } redemption:
                GiveBack(redemption, entry);
                break;
            case EntryKind.Cancellation:
                ChangeRelatedLot(entry, Cancelled);
                break;
            case EntryKind.Activation:
                ChangeRelatedLot(entry, (lot, change, _) => lot with { Pending = false, Remaining = change.Points });
                break;
            case EntryKind.Hold:
                MoveLots(entry, (lot, points) => lot with { Held = lot.Held - points });
                Count(entry, RedemptionStatus.Held);
                break;
            default:
                MoveLots(entry, (lot, points) => lot with { Remaining = lot.Remaining + points });
                Count(entry, RedemptionStatus.Posted);
                break;
        }

        State = State with
        {
            Debt = State.Balance - net,
            Seq = entry.Seq,
            LastHash = entry.Hash,
            LastEffectiveAt = entry.EffectiveAt,
        };
    }

    void Make(Entry entry, LotChange made, LotTerms terms)
    {
        var pending = entry.Amount == Points.Zero;
        var lot = new Lot
        {
            Id = entry.Seq,
            Points = pending ? made.Points : entry.Amount,
            Remaining = made.Points,
            Pending = pending,
            AvailableAt = terms.AvailableAt,
            ExpiresAt = terms.ExpiresAt,
            OriginalExpiresAt = terms.ExpiresAt,
            Status = entry.OpenUntil is null ? AccrualStatus.Posted : AccrualStatus.Pending,
            PendingUntil = entry.OpenUntil,
            PostedAt = entry.OpenUntil is null ? entry.EffectiveAt : null,
        };
        Earn(entry.CountsAsEarned == false || lot.IsTemporary ? Points.Zero : lot.Points);
        Temporary += lot.IsTemporary ? lot.Points : Points.Zero;
        Put(lot);
    }

    /// <summary>The other kinds that move what remains of lots, and what they mean for the totals.</summary>
    void Count(Entry entry, string status)
    {
        switch (entry.Kind)
        {
            case EntryKind.Expiry:
                State = State with { Expired = State.Expired - entry.Amount };
                return;
            case EntryKind.Adjustment:
                Earn(entry.CountsAsEarned == true ? entry.Amount : Points.Zero);
                return;
            case EntryKind.Redemption or EntryKind.Hold:
                break;
            default:
                return;
        }

        var isHold = status == RedemptionStatus.Held;
        var points = -entry.AvailableChange;
        Redeem(points, 1);
        State = State.With(new Redemption
        {
            Id = entry.Seq,
            Status = status,
            Promotion = entry.PromotionId,
            Reward = RewardTerms.Of(entry.About) is { } terms
                ? new(terms, terms.ValueOf(points)) { Coupon = Coupon.Of(entry.About) }
                : null,
            Points = points,
            Committed = isHold ? Points.Zero : points,
            HoldExpiresAt = entry.OpenUntil,
            PostedAt = isHold ? null : entry.EffectiveAt,
            Takings = LotTaking.Of(entry.Lots),
            Opening = Opening.Of(entry),
        });
    }

    /// <summary>What remains changes as the entry says; what was held of the lots is not any more.</summary>
    void Commit(Redemption hold, Entry entry)
    {
        var held = HeldBy(hold);
        MoveLots(entry, (lot, points) => lot with
        {
            Remaining = lot.Remaining + points,
            Held = lot.Held - held.GetValueOrDefault(lot.Id),
        });
        var committed = -entry.Amount;
        Redeem(committed - hold.Points, 0);
        State = State.With(hold with
        {
            Status = RedemptionStatus.Posted,
            Reward = hold.Reward is null ? null : hold.Reward.For(committed) with { Coupon = Coupon.Of(entry.About) },
            Committed = committed,
            Released = hold.Points - committed,
            PostedAt = entry.EffectiveAt,
            EndedAt = entry.EffectiveAt,
        });
    }

    /// <summary>What became free is what the entry says; the rest of what was held paid debt.</summary>
    void Release(Redemption hold, Entry entry)
    {
        var held = HeldBy(hold);
        MoveLots(entry, (lot, points) => lot with
        {
            Remaining = lot.Remaining - (held.GetValueOrDefault(lot.Id) - points),
            Held = lot.Held - held.GetValueOrDefault(lot.Id),
        });
        Redeem(-hold.Points, -1);
        State = State.With(hold with
        {
            Status = entry.PerformedBy is null ? RedemptionStatus.TimedOut : RedemptionStatus.RolledBack,
            Released = hold.Points,
            EndedAt = entry.EffectiveAt,
        });
    }

    void GiveBack(Redemption redemption, Entry entry)
    {
        MoveLots(entry, (lot, points) => lot with { Remaining = lot.Remaining + points });
        var cancelled = redemption.Cancelled + entry.Amount;
        var isWhole = cancelled == redemption.Committed;
        Redeem(-entry.Amount, isWhole ? -1 : 0);
        State = State.With(redemption with
        {
            Cancelled = cancelled,
            Reward = redemption.Reward?.For(redemption.Committed - (isWhole ? Points.Zero : cancelled)),
            Status = isWhole ? RedemptionStatus.Cancelled : RedemptionStatus.PartlyCancelled,
        });
    }

    Lot Committed(Lot lot, LotChange change, Entry entry)
    {
        var pending = entry.Amount == Points.Zero;
        var committed = pending ? change.Points : entry.Amount;
        Earn(committed);
        Temporary -= lot.Points;
        return lot with
        {
            Status = AccrualStatus.Posted,
            Pending = pending,
            Remaining = change.Points,
            Released = lot.Points - committed,
            PostedAt = entry.EffectiveAt,
        };
    }

    Lot Withdrawn(Lot lot, LotChange change, Entry entry)
    {
        Temporary -= lot.Points;
        return lot with
        {
            Status = entry.PerformedBy is null ? AccrualStatus.TimedOut : AccrualStatus.RolledBack,
            Pending = false,
            Remaining = lot.Remaining + change.Points,
            Released = lot.Points,
        };
    }

    Lot Cancelled(Lot lot, LotChange change, Entry entry)
    {
        var points = lot.Pending ? -change.Points : -entry.Amount;
        Earn(-points);
        return lot with
        {
            Remaining = lot.Remaining + change.Points,
            Pending = lot.Pending && lot.Remaining + change.Points > Points.Zero,
            Cancelled = lot.Cancelled + points,
            Status = points == lot.Cancellable ? AccrualStatus.Cancelled : AccrualStatus.PartlyCancelled,
        };
    }

    Redemption? Hold(Entry entry) =>
        entry.RelatedSeq is { } related ? State.Redemptions.GetValueOrDefault(related) : null;

    /// <summary>What was held of each lot: a lot of a broken entry may come twice.</summary>
    static Dictionary<int, Points> HeldBy(Redemption hold) => hold.Takings.GroupBy(taking => taking.Lot)
        .ToDictionary(lot => lot.Key, lot => lot.Sum(taking => taking.Points));

    void ChangeRelatedLot(Entry entry, Func<Lot, LotChange, Entry, Lot> changed)
    {
        if (entry.Lots is [var change] && Lot(change.Lot) is { } lot)
        {
            Put(changed(lot, change, entry));
        }
    }

    void MoveLots(Entry entry, Func<Lot, Points, Lot> moved)
    {
        foreach (var change in entry.Lots)
        {
            if (Lot(change.Lot) is { } lot)
            {
                var after = moved(lot, change.Points);
                Put(change.Terms is { } terms ? after with { ExpiresAt = terms.ExpiresAt } : after);
            }
        }
    }

    void Put(Lot lot) => State = State.With(lot);

    void Earn(Points points) => State = State with { Earned = State.Earned + points };

    void Redeem(Points points, int count) => State = State with
    {
        Redeemed = State.Redeemed + points,
        RedeemedCount = State.RedeemedCount + count,
    };
}
