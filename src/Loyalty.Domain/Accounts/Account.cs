using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Accounts;

/// <summary>
/// The aggregate that decides every movement of points. A decision either changes it and remembers what is to be
/// stored, or declines and leaves it as time had made it; it reads no clock and has no effects.
/// </summary>
public sealed class Account
{
    /// <summary>Seqs that commands leave to activations and expiries, so that these always find room.</summary>
    const int SeqsForTime = 1024;

    readonly AccountState loaded;
    readonly Points unloaded;
    readonly List<Entry> entries = [];
    readonly Dictionary<int, Lot> changedLots = [];
    readonly List<Redemption> redemptions = [];
    Lacking? lacking;

    public Account(AccountState state)
    {
        loaded = State = state;
        unloaded = Conservation.Unloaded(state);
        AssertConserved();
    }

    Account(Account origin)
    {
        loaded = origin.loaded;
        State = origin.State;
        unloaded = origin.unloaded;
        entries.AddRange(origin.entries);
        changedLots = new(origin.changedLots);
        redemptions.AddRange(origin.redemptions);
    }

    public AccountState State { get; private set; }

    /// <summary>Entries added since the account was loaded.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Lots new or changed since the account was loaded, in their final state.</summary>
    public IReadOnlyCollection<Lot> ChangedLots => changedLots.Values;

    /// <summary>Redemptions new since the account was loaded.</summary>
    public IReadOnlyList<Redemption> Redemptions => redemptions;

    /// <summary>
    /// What the last decision found missing, or what is missing to tell what time will do next; null: nothing.
    /// </summary>
    public Lacking? Lacking => lacking ?? (State.SeesNextExpiry ? null : new Lacking(AllLots: true, UsageAt: null));

    /// <summary>A copy that the next decision may change while this one stays as it is.</summary>
    public Account Fork() => new(this);

    /// <summary>Adds points: a new lot, spendable now or later.</summary>
    public Result<Accrued> Accrue(AccrualRequest request, Occasion on)
    {
        if (ShapeError(request.Points, request.Particulars, on) is { } error)
        {
            return error;
        }

        if (!AdvanceTo(on, out var time))
        {
            return Declines.Incomplete;
        }

        var availableAt = request.AvailableAt ?? time;
        if (request.ExpiresAt is { } expiresAt && (expiresAt <= time || expiresAt <= availableAt))
        {
            return expiresAt <= time
                ? Declines.Invalid("expires_at", "in_the_past", "Must lie in the future.")
                : Declines.Invalid("expires_at", "not_after_available_at", "Must lie after available_at.");
        }

        if (State.OwnerStatus == Members.MemberStatus.Closed)
        {
            return Declines.AccountClosed;
        }

        if (State.Balance + State.Pending + request.Points > Points.Max)
        {
            return Declines.LimitReached("balance");
        }

        if (!HasRoom)
        {
            return Declines.LimitReached("transactions");
        }

        var pending = availableAt > time;
        var lot = new Lot
        {
            Id = State.Seq + 1,
            Points = request.Points,
            Remaining = request.Points,
            Pending = pending,
            AvailableAt = availableAt,
            ExpiresAt = request.ExpiresAt,
        };
        Put(lot);
        State = pending
            ? State with { Pending = State.Pending + lot.Points, Earned = State.Earned + lot.Points }
            : State with { Balance = State.Balance + lot.Points, Earned = State.Earned + lot.Points };
        var change = new LotChange(lot.Id, lot.Points, new(lot.AvailableAt, lot.ExpiresAt));
        var amount = pending ? Points.Zero : lot.Points;
        var entry = Append(EntryKind.Accrual, amount, [change], time, on, particulars: request.Particulars);
        return new Accrued(entry, lot);
    }

    /// <summary>Spends points at once, from the lots that expire first.</summary>
    public Result<Redeemed> Redeem(RedemptionRequest request, Occasion on)
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

        var takings = LotPicker.Pick(State, request.Points);
        if (takings is null)
        {
            return Lacks(new(AllLots: true, UsageAt: null));
        }

        var before = State.Available;
        foreach (var (lot, points) in takings)
        {
            Put(lot with { Remaining = lot.Remaining - points });
        }

        State = State with
        {
            Balance = State.Balance - request.Points,
            Redeemed = State.Redeemed + request.Points,
            RedeemedCount = State.RedeemedCount + 1,
        };
        var entry = Append(EntryKind.Redemption, -request.Points,
            [.. takings.Select(taking => new LotChange(taking.Lot.Id, -taking.Points))],
            EffectiveAt(on.Now), on, particulars: request.Particulars);
        redemptions.Add(new()
        {
            Id = entry.Seq,
            Status = RedemptionStatus.Posted,
            Type = request.Type,
            Points = request.Points,
            Committed = request.Points,
            PostedAt = entry.EffectiveAt,
        });
        return new Redeemed(entry, before,
            [.. takings.Select(taking => new LotShare(taking.Points, taking.Lot.ExpiresAt))]);
    }

    /// <summary>Would this redemption pass: all reasons against it, and the largest amount that would.</summary>
    public Result<RedemptionCheck> CheckRedemption(RedemptionRequest request, Occasion on)
    {
        if (ShapeError(request.Points, request.Particulars, on) is { } error)
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

    /// <summary>
    /// Applies what time alone changes, in order of due time, then activation before expiry, then lot, until nothing
    /// is due. False when lots that were not loaded may be due too.
    /// </summary>
    public bool AdvanceTo(Occasion on, out DateTimeOffset time)
    {
        var until = time = EffectiveAt(on.Now);
        if (State.Horizon is { } horizon && horizon.ExpiresAt <= until)
        {
            lacking = new(AllLots: true, UsageAt: null);
            return false;
        }

        foreach (var due in DueChange.By(until, State.Lots))
        {
            var lot = changedLots.GetValueOrDefault(due.Lot.Id, due.Lot);
            if (due.IsActivation)
            {
                Activate(lot, due.At, on);
            }
            else if (lot.Free > Points.Zero)
            {
                Expire(lot, due.At, on);
            }
        }

        return true;
    }

    /// <exception cref="ConservationException">The parts do not add up: nothing may be stored.</exception>
    public void AssertConserved() => Conservation.Assert(loaded, State, unloaded, entries);

    bool HasRoom => State.Seq < TransactionNumber.MaxSeq - SeqsForTime;

    DateTimeOffset EffectiveAt(DateTimeOffset due) => due > State.LastEffectiveAt ? due : State.LastEffectiveAt;

    Decline? ShapeError(Points points, Particulars particulars, Occasion on) =>
        points.Scale > State.Currency.Scale
            ? Declines.Invalid("points", "too_precise",
                $"At most {State.Currency.Scale} decimals in this points currency.")
        : particulars.OccurredAt > on.Now + Particulars.ClockTolerance
            ? Declines.Invalid("occurred_at", "in_the_future", "Must not lie in the future.")
        : null;

    void Activate(Lot lot, DateTimeOffset due, Occasion on)
    {
        Put(lot with { Pending = false });
        State = State with { Pending = State.Pending - lot.Remaining, Balance = State.Balance + lot.Remaining };
        Append(EntryKind.Activation, lot.Remaining, [new(lot.Id, lot.Remaining)], EffectiveAt(due), on,
            relatedSeq: lot.Id);
    }

    void Expire(Lot lot, DateTimeOffset due, Occasion on)
    {
        var expired = lot.Free;
        Put(lot with { Remaining = lot.Remaining - expired });
        State = State with { Balance = State.Balance - expired, Expired = State.Expired + expired };
        Append(EntryKind.Expiry, -expired, [new(lot.Id, -expired)], EffectiveAt(due), on, relatedSeq: lot.Id);
    }

    Entry Append(string kind, Points amount, IReadOnlyList<LotChange> lots, DateTimeOffset time, Occasion on,
        int? relatedSeq = null, Particulars? particulars = null)
    {
        var note = particulars is null ? null : Note.For(particulars, on.Salt);
        var entry = new Entry
        {
            Account = State.Id,
            Seq = State.Seq + 1,
            Kind = kind,
            Amount = amount,
            AvailableChange = amount,
            BalanceAfter = State.Balance,
            AvailableAfter = State.Available,
            RedeemedTotal = State.Redeemed,
            RedeemedCount = State.RedeemedCount,
            RelatedSeq = relatedSeq,
            EffectiveAt = time,
            RecordedAt = on.Now,
            Lots = lots,
            PolicyVersion = on.Program.Version,
            PerformedBy = particulars is null ? null : on.PerformedBy,
            Particulars = particulars ?? Particulars.None,
            Note = note,
            NoteDigest = note?.Digest(),
        };
        entry = entry with { Hash = HashChain.Next(State.LastHash, entry) };
        entries.Add(entry);
        State = State with { Seq = entry.Seq, LastHash = entry.Hash, LastEffectiveAt = time };
        return entry;
    }

    void Put(Lot lot)
    {
        changedLots[lot.Id] = lot;
        var others = State.Lots.Remove(lot);
        State = State with { Lots = lot.IsOpen ? others.Add(lot) : others };
    }

    Decline Lacks(Lacking missing)
    {
        lacking = missing;
        return Declines.Incomplete;
    }
}
