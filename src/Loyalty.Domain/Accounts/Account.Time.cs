using Loyalty.Domain.Ledger;

namespace Loyalty.Domain.Accounts;

/// <summary>What time alone does: activation, time-out, expiry.</summary>
public sealed partial class Account
{
    /// <summary>
    /// Moves the account to the occasion of a decision. All that is due by then is applied first, in order, so that no
    /// decision has to think of it.
    /// </summary>
    /// <param name="on">What its decisions will depend on.</param>
    /// <param name="maxChanges">How much of what is due is applied at most: what is left makes the account
    /// <see cref="IsBehind"/>, and it decides nothing before that is stored.</param>
    /// <returns>What is missing to tell what is due; null: nothing.</returns>
    public MissingParts? MoveTo(Occasion on, int maxChanges = int.MaxValue)
    {
        (occasion, Now) = (on, EffectiveAt(on.Now));
        if (on.Facts.Find<OpenLots>() is { } sums)
        {
            State = State with { Behind = loaded.Knowing(sums).Behind };
        }

        State = State with { Usage = UsageAround(on) };
        return LacksCountOfLots ? MissingParts.SumsOfLots : Settle(maxChanges);
    }

    /// <summary>More is due than was applied.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>
    /// What is due to expire in a span of time, both ends included, and what expired in it and is not stored yet.
    /// </summary>
    public Decision<IReadOnlyList<Expiration>> Expirations(DateTimeOffset from, DateTimeOffset to)
    {
        // Behind a horizon that never expires nothing else does.
        if (State.Horizon?.ExpiresAt <= to)
        {
            return MissingParts.AllLots;
        }

        var expired = entries.Where(entry => entry.Kind == EntryKind.Expiry)
            .Select(entry => new Expiration(entry.EffectiveAt, entry.RelatedSeq!.Value, -entry.Amount));
        var coming = State.Lots.Where(lot => !lot.Pending && lot.Free > Points.Zero && lot.ExpiresAt is not null)
            .Select(lot => new Expiration(lot.ExpiresAt!.Value, lot.Id, lot.Free));
        return expired.Concat(coming).Where(item => from <= item.At && item.At <= to).ToList();
    }

    /// <summary>
    /// Applies all that is due by now, until nothing is: before a decision, and after one that let points return which
    /// may expire at once.
    /// </summary>
    MissingParts? Settle(int maxChanges = int.MaxValue)
    {
        if (State.Horizon is { } horizon && horizon.ExpiresAt <= Now)
        {
            return MissingParts.AllLots;
        }

        var queue = DueChange.By(Now, State);
        for (var changes = 0; queue.TryDequeue(out var due, out _); changes++)
        {
            if (changes == maxChanges)
            {
                IsBehind = true;
                return null;
            }

            switch (due.Kind)
            {
                case DueKind.Activation:
                    Activate(State.Lot(due.Id)!, due.At);
                    break;
                case DueKind.TimeOut when State.Redemptions.TryGetValue(due.Id, out var hold):
                    if (!KnowsLotsOf(hold))
                    {
                        return MissingParts.AllLots;
                    }

                    Release(hold, RedemptionStatus.TimedOut, EffectiveAt(due.At), particulars: null);
                    foreach (var lot in hold.Takings.Select(taking => State.Lot(taking.Lot)!))
                    {
                        if (lot.ExpiresAt <= Now)
                        {
                            queue.Add(new(lot.ExpiresAt.Value, DueKind.Expiry, lot.Id));
                        }
                    }

                    break;
                case DueKind.TimeOut:
                    Withdraw(State.Lot(due.Id)!, AccrualStatus.TimedOut, EffectiveAt(due.At), particulars: null);
                    break;
                default:
                    Expire(State.Lot(due.Id)!, due.At);
                    break;
            }
        }

        return null;
    }

    /// <summary>A decision's value, once nothing is left due behind it.</summary>
    Decision<T> Settled<T>(Func<T> value) => Settle() is { } missing ? missing : value();

    void Activate(Lot lot, DateTimeOffset due)
    {
        var paid = PayDebt(lot.Remaining);
        var active = lot with { Pending = false, Remaining = lot.Remaining - paid };
        Put(active);
        Append(EntryKind.Activation, [new(lot.Id, active.Remaining)], EffectiveAt(due), relatedSeq: lot.Id);
    }

    /// <summary>Held points do not expire, and what returned in the meantime may expire later.</summary>
    void Expire(Lot lot, DateTimeOffset due)
    {
        var expired = lot.Free;
        if (lot.Pending || expired == Points.Zero || lot.ExpiresAt != due)
        {
            return;
        }

        Put(lot with { Remaining = lot.Remaining - expired });
        State = State with { Expired = State.Expired + expired };
        Append(EntryKind.Expiry, [new(lot.Id, -expired)], EffectiveAt(due), relatedSeq: lot.Id);
    }

    bool KnowsLotsOf(Redemption redemption) => redemption.Takings.All(taking => State.Lot(taking.Lot) is not null);
}
