using Loyalty.Domain.Ledger;
namespace Loyalty.Domain.Accounts;

/// <summary>What time alone does: activation, time-out, expiry.</summary>
public sealed partial class Account
{
    /// <summary>
    /// Applies all that is due, in order, until nothing is. False when lots that were not loaded may be due too.
    /// </summary>
    public bool AdvanceTo(Occasion on, out DateTimeOffset time)
    {
        var until = time = EffectiveAt(on.Now);
        if (State.Horizon is { } horizon && horizon.ExpiresAt <= until)
        {
            lacking = new(AllLots: true, UsageAt: null);
            return false;
        }

        var queue = DueChange.By(until, State);
        while (queue.TryDequeue(out var due, out _))
        {
            switch (due.Kind)
            {
                case DueKind.Activation:
                    Activate(State.Lot(due.Id)!, due.At, on);
                    break;
                case DueKind.TimeOut when State.Redemptions.TryGetValue(due.Id, out var hold):
                    if (!KnowsLotsOf(hold))
                    {
                        return false;
                    }

                    Release(hold, RedemptionStatus.TimedOut, EffectiveAt(due.At), on, particulars: null);
                    foreach (var lot in hold.Takings.Select(taking => State.Lot(taking.Lot)!))
                    {
                        if (lot.ExpiresAt <= until)
                        {
                            queue.Add(new(lot.ExpiresAt.Value, DueKind.Expiry, lot.Id));
                        }
                    }

                    break;
                case DueKind.TimeOut:
                    Withdraw(State.Lot(due.Id)!, AccrualStatus.TimedOut, EffectiveAt(due.At), on, particulars: null);
                    break;
                default:
                    Expire(State.Lot(due.Id)!, due.At, on);
                    break;
            }
        }

        return true;
    }

    /// <summary>
    /// What is due to expire in a span of time, both ends included, and what expired in it and is not stored yet.
    /// </summary>
    public Result<IReadOnlyList<Expiration>> Expirations(DateTimeOffset from, DateTimeOffset to, Occasion on)
    {
        if (!AdvanceTo(on, out _))
        {
            return Declines.Incomplete;
        }

        // Behind a horizon that never expires nothing else does.
        if (State.Horizon?.ExpiresAt <= to)
        {
            return Lacks(new(AllLots: true, UsageAt: null));
        }

        var expired = entries.Where(entry => entry.Kind == EntryKind.Expiry)
            .Select(entry => new Expiration(entry.EffectiveAt, entry.RelatedSeq!.Value, -entry.Amount));
        var coming = State.Lots.Where(lot => !lot.Pending && lot.Free > Points.Zero && lot.ExpiresAt is not null)
            .Select(lot => new Expiration(lot.ExpiresAt!.Value, lot.Id, lot.Free));
        return expired.Concat(coming).Where(item => from <= item.At && item.At <= to).ToList();
    }

    void Activate(Lot lot, DateTimeOffset due, Occasion on)
    {
        var paid = PayDebt(lot.Remaining);
        var active = lot with { Pending = false, Remaining = lot.Remaining - paid };
        Put(active, lot);
        Append(EntryKind.Activation, [new(lot.Id, active.Remaining)], EffectiveAt(due), on, relatedSeq: lot.Id);
    }

    /// <summary>Held points do not expire, and what returned in the meantime may expire later.</summary>
    void Expire(Lot lot, DateTimeOffset due, Occasion on)
    {
        var expired = lot.Free;
        if (lot.Pending || expired == Points.Zero || lot.ExpiresAt != due)
        {
            return;
        }

        Put(lot with { Remaining = lot.Remaining - expired }, lot);
        State = State with { Expired = State.Expired + expired };
        Append(EntryKind.Expiry, [new(lot.Id, -expired)], EffectiveAt(due), on, relatedSeq: lot.Id);
    }

    bool KnowsLotsOf(Redemption redemption)
    {
        if (redemption.Takings.All(taking => State.Lot(taking.Lot) is not null))
        {
            return true;
        }

        lacking = new(AllLots: true, UsageAt: null);
        return false;
    }
}
