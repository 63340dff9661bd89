using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Accounts;

/// <summary>
/// The aggregate that decides every movement of points. A decision either changes it and remembers what is to be
/// stored, or declines and leaves it as time had made it; it reads no clock and has no effects. The decisions are in
/// the files beside this one, by what they are about; docs/ledger.md shows them as a table.
/// </summary>
public sealed partial class Account
{
    /// <summary>Seqs that commands leave to what time does and to the ends of holds, so that these find room.</summary>
    const int SeqsForTime = 1024;

    /// <summary>Open lots that accruals and corrections may make; what returns, and time, never meet it.</summary>
    public const int MaxOpenLots = 100_000;

    readonly AccountState loaded;
    readonly Points unloaded;
    readonly List<Entry> entries = [];
    readonly Dictionary<int, Lot> changedLots = [];
    readonly Dictionary<int, Redemption> changedRedemptions = [];
    (Points Net, Points Available) settled;
    Occasion? occasion;

    public Account(AccountState state)
    {
        loaded = State = state;
        settled = (state.Balance - state.Debt, state.Available);
        unloaded = Conservation.Unloaded(state);
        AssertConserved();
    }

    Account(Account origin)
    {
        loaded = origin.loaded;
        State = origin.State;
        unloaded = origin.unloaded;
        settled = origin.settled;
        entries.AddRange(origin.entries);
        changedLots = new(origin.changedLots);
        changedRedemptions = new(origin.changedRedemptions);
        stockTaken = new(origin.stockTaken);
        coupons.AddRange(origin.coupons);
    }

    public AccountState State { get; private set; }

    /// <summary>Entries added since the account was loaded.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Lots new or changed since the account was loaded, in their final state.</summary>
    public IReadOnlyCollection<Lot> ChangedLots => changedLots.Values;

    /// <summary>
    /// Redemptions new or changed since the account was loaded, in their final state; plain ones are entries alone.
    /// </summary>
    public IReadOnlyCollection<Redemption> ChangedRedemptions => changedRedemptions.Values;

    /// <summary>What is missing to tell what time will do next; null: nothing.</summary>
    public MissingParts? Unseen => State.MissingForNextExpiry;

    /// <summary>What the account was moved to, which its decisions are made on.</summary>
    /// <exception cref="InvalidOperationException">It was not moved anywhere yet.</exception>
    public Occasion Occasion =>
        occasion
            ?? throw new InvalidOperationException("An account decides nothing before it is moved to an occasion.");

    /// <summary>The ledger's time on this occasion: the server's, and never before the last entry's.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>A copy that the next decision may change while this one stays as it is.</summary>
    public Account Fork() => new(this);

    /// <summary>
    /// Closes the entries that were added: they are recorded at that time, which is when the last decision is made, and
    /// chained to what was before. Nothing can be decided on it afterwards.
    /// </summary>
    public void Seal(DateTimeOffset recordedAt)
    {
        var hash = loaded.LastHash;
        for (var i = 0; i < entries.Count; i++)
        {
            var recorded = entries[i] with { RecordedAt = recordedAt };
            hash = HashChain.Next(hash, recorded);
            entries[i] = recorded with { Hash = hash };
        }

        State = State with { LastHash = hash };
        occasion = null;
    }

    /// <exception cref="ConservationException">The parts do not add up: nothing may be stored.</exception>
    public void AssertConserved() => Conservation.Assert(loaded, State, unloaded, entries);

    bool HasRoom => State.Seq + SeqsForTime + (2 * (State.Lots.Count + (State.Behind?.Count ?? 0)
        + State.Redemptions.Count)) < TransactionNumber.MaxSeq;

    /// <summary>Whether how many lots there are decides on the room for entries, and is not known.</summary>
    bool LacksCountOfLots => State.Horizon is not null && State.Behind is null
        && State.Seq >= TransactionNumber.MaxSeq - SeqsForTime - (3 * MaxOpenLots);

    DateTimeOffset EffectiveAt(DateTimeOffset due) => due > State.LastEffectiveAt ? due : State.LastEffectiveAt;

    ProgramPolicy Policy => Occasion.Program.Policy;

    Decline? ShapeError(Points? points, Particulars particulars) =>
        points?.Scale > State.Currency.Scale
            ? FieldCodes.TooPrecise.Decline(
                "points", $"At most {State.Currency.Scale} decimals in this points currency.")
        : particulars.OccurredAt > Occasion.Now + Particulars.ClockTolerance
            ? FieldCodes.InTheFuture.Decline("occurred_at")
        : null;

    /// <summary>The program sets how long something temporary may stay so.</summary>
    Decline? TimeoutError(Temporary? temporary, string? field) =>
        temporary?.TimeoutSeconds is { } seconds && (seconds < 1 || seconds > Policy.Hold.MaxTimeoutSeconds)
            ? FieldCodes.OutOfRange.Decline(
                field is null ? "timeout_seconds" : $"{field}.timeout_seconds",
                $"Must be 1 to {Policy.Hold.MaxTimeoutSeconds}.")
            : null;

    /// <summary>What was before the periods around now, where a limit asks for it.</summary>
    UsageBefore? UsageAround(Occasion on)
    {
        if (!on.Program.Policy.CountsUsage())
        {
            return null;
        }

        var periods = Periods.Around(Now, on.Program.TimeZone);
        return UsageBefore.Of(State, periods)
            ?? (on.Facts.Find<UsageBefore>() is { } found && found.Periods == periods ? found.With(entries) : null);
    }

    DateTimeOffset? OpenUntil(Temporary? temporary) =>
        temporary is null ? null : Now + Policy.Hold.Timeout(temporary.TimeoutSeconds);

    /// <summary>
    /// Adds a line to the ledger. What it changed is the difference between the account as it is now and as the line
    /// before left it.
    /// </summary>
    Entry Append(string kind, IReadOnlyList<LotChange> lots, DateTimeOffset time, int? relatedSeq = null,
        Particulars? particulars = null, DateTimeOffset? openUntil = null, bool? countsAsEarned = null,
        About? about = null)
    {
        var on = Occasion;
        var before = settled;
        settled = (State.Balance - State.Debt, State.Available);
        var note = particulars is null ? null : Note.For(particulars, on.Randomness);
        var entry = new Entry
        {
            Account = State.Id,
            Seq = State.Seq + 1,
            Kind = kind,
            Amount = settled.Net - before.Net,
            AvailableChange = settled.Available - before.Available,
            BalanceAfter = State.Balance,
            AvailableAfter = State.Available,
            RedeemedTotal = State.Redeemed,
            RedeemedCount = State.RedeemedCount,
            EarnedTotal = State.Earned,
            RelatedSeq = relatedSeq,
            OpenUntil = openUntil,
            CountsAsEarned = countsAsEarned,
            EffectiveAt = time,
            IsFirstOfDay = Entry.BeginsDay(State.LastEffectiveAt, time),
            Lots = lots,
            PolicyVersion = on.Program.Version,
            PerformedBy = particulars is null ? null : on.PerformedBy,
            Particulars = particulars ?? Particulars.None,
            About = about ?? About.Nothing,
            Note = note,
            NoteDigest = note?.Digest(),
        };
        entries.Add(entry);
        State = State with
        {
            Seq = entry.Seq,
            LastEffectiveAt = time,
            Usage = State.Usage?.With([entry]),
        };
        return entry;
    }

    /// <summary>Declines when what began with that entry has been cancelled, rolled back or timed out.</summary>
    public Decision<Done> Stands(int seq)
    {
        if (Named(seq) is not { } named)
        {
            return MissingParts.Of(new EntryWanted(seq));
        }

        var status = State.Redemptions.TryGetValue(named.Root, out var redemption)
            ? redemption.Status
            : State.Lot(named.Root)?.Status;
        return status switch
        {
            AccrualStatus.Cancelled or RedemptionStatus.Cancelled => Declines.AlreadyCancelled,
            AccrualStatus.RolledBack or RedemptionStatus.RolledBack => Declines.AlreadyRolledBack,
            AccrualStatus.TimedOut or RedemptionStatus.TimedOut => Declines.HoldTimedOut,
            _ => Done.Instance,
        };
    }

    /// <summary>The entry that a command names: as it was loaded, or as it was added since.</summary>
    NamedEntry? Named(int seq)
    {
        if (Occasion.Facts.Find<NamedEntry>() is { } named && named.Seq == seq)
        {
            return named;
        }

        if (entries.Find(entry => entry.Seq == seq) is not { } added)
        {
            return null;
        }

        var root = added.Kind is EntryKind.Commit or EntryKind.Rollback ? added.RelatedSeq!.Value : seq;
        var rootKind = root == seq ? added.Kind
            : State.Redemptions.ContainsKey(root) ? EntryKind.Hold
            : EntryKind.Accrual;
        return new(
            seq, added.Kind, root, rootKind, added.Particulars.ExternalId, added.OccurredAt, added.PromotionId);
    }

    void Put(Lot lot)
    {
        changedLots[lot.Id] = lot;
        State = State.With(lot);
    }

    /// <summary>What has one of an option's stock takes it, and what has it no longer puts it back.</summary>
    void Put(Redemption redemption)
    {
        var had = State.Redemptions.GetValueOrDefault(redemption.Id)?.HasStock == true;
        if (had != redemption.HasStock)
        {
            var option = redemption.Reward!.Terms.Option!.Value;
            stockTaken[option] = stockTaken.GetValueOrDefault(option) + (had ? -1 : 1);
        }

        if (!redemption.IsPlain)
        {
            changedRedemptions[redemption.Id] = redemption;
        }

        State = State.With(redemption);
    }

    /// <summary>Whatever would raise available pays debt first: the part that does.</summary>
    Points PayDebt(Points points)
    {
        var paid = Points.Min(points, State.Debt);
        State = State with { Debt = State.Debt - paid };
        return paid;
    }
}
