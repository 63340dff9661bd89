using System.Collections.Immutable;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Accounts;

/// <summary>
/// One owner's points in one points currency, as loaded or as a decision left them. Never changed in place.
/// </summary>
public sealed record AccountState
{
    public required AccountId Id { get; init; }

    public required PointsCurrency Currency { get; init; }

    public Owner Owner { get; init; } = Owner.Nobody;

    /// <summary>Goes up with every commit, declines included; unlike <see cref="Seq"/>, which counts entries.</summary>
    public long Version { get; init; }

    public int Seq { get; init; }

    public Points Balance { get; init; }

    public Points Held { get; init; }

    public Points Pending { get; init; }

    public Points Debt { get; init; }

    /// <summary>
    /// All points ever accrued, less what was taken back; temporary accruals count from their commit on.
    /// </summary>
    public Points Earned { get; init; }

    /// <summary>Points of temporary accruals that have not ended.</summary>
    public Points Temporary => Pending == Points.Zero
        ? Points.Zero
        : Lots.Where(lot => lot.IsTemporary).Sum(lot => lot.Points);

    /// <summary>All points ever redeemed or held, net of what was given back.</summary>
    public Points Redeemed { get; init; }

    public int RedeemedCount { get; init; }

    public Points Expired { get; init; }

    public byte[] LastHash { get; init; } = HashChain.Start;

    public DateTimeOffset LastEffectiveAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Null where no limit of the program asks for it, or it is not known.</summary>
    public UsageBefore? Usage { get; init; }

    /// <summary>
    /// The lots that were loaded, in spending order: the first active ones, all pending ones, and those that a command
    /// names, open or not.
    /// </summary>
    public LotSet Lots { get; init; } = [];

    /// <summary>
    /// The last active lot that was loaded in order, when there are more behind it; null when all are here.
    /// </summary>
    public Lot? Horizon { get; init; }

    /// <summary>What lies behind the horizon; null when that is not known.</summary>
    public LotsBehind? Behind { get; init; }

    /// <summary>All open holds, and the redemptions that a command names.</summary>
    public ImmutableDictionary<int, Redemption> Redemptions { get; init; } =
        ImmutableDictionary<int, Redemption>.Empty;

    public Points Available => Balance - Held;

    public IEnumerable<Redemption> OpenHolds =>
        Redemptions.IsEmpty ? [] : Redemptions.Values.Where(redemption => redemption.IsOpen);

    /// <summary>
    /// What has to be known to tell what expires next, and how much it is; null: nothing more. Lots behind the horizon
    /// expire no sooner than the horizon does.
    /// </summary>
    public MissingParts? MissingForNextExpiry =>
        Horizon?.ExpiresAt is not { } horizon
            || Lots.Any(lot => !lot.Pending && lot.Free > Points.Zero && lot.ExpiresAt < horizon) ? null
        : Behind is null ? MissingParts.SumsOfLots
        : Behind.EndingAtHorizon > Points.Zero || Lots.Any(lot => lot.EndsAt(horizon)) ? null
        : MissingParts.AllLots;

    /// <summary>How many lots are open; null: not known, but no more than <see cref="Seq"/>.</summary>
    public int? OpenLots => Horizon is null || Behind is not null
        ? Lots.Count(lot => lot.IsOpen) + (Behind?.Count ?? 0)
        : null;

    /// <summary>The next time at which time alone changes this account; null: never.</summary>
    public DateTimeOffset? NextDueAt
    {
        get
        {
            var next = OpenHolds.Min(hold => hold.HoldExpiresAt);
            if (Behind?.EndingAtHorizon > Points.Zero && !(next <= Horizon!.ExpiresAt))
            {
                next = Horizon!.ExpiresAt;
            }

            foreach (var lot in Lots)
            {
                next = lot.DueAt is { } due && !(next <= due) ? due : next;
            }

            return next;
        }
    }

    /// <summary>The active lots whose points expire first, taken together.</summary>
    public LotShare? NextExpiry
    {
        get
        {
            var first = Lots.Where(lot => !lot.Pending && lot.Free > Points.Zero).Min(lot => lot.ExpiresAt);
            var behind = Behind?.EndingAtHorizon ?? Points.Zero;
            if (behind > Points.Zero && !(first < Horizon!.ExpiresAt))
            {
                first = Horizon!.ExpiresAt;
            }

            return first is not { } at ? null : new(
                Lots.Where(lot => lot.EndsAt(at)).Sum(lot => lot.Free)
                    + (at == Horizon?.ExpiresAt ? behind : Points.Zero),
                at);
        }
    }

    public Lot? Lot(int id) => Lots.Find(id);

    /// <summary>With a new lot, or a lot as it is now; the sums over lots follow.</summary>
    public AccountState With(Lot lot)
    {
        var before = Lot(lot.Id);
        return this with
        {
            Lots = Lots.With(lot),
            Balance = Balance + Active(lot) - Active(before),
            Pending = Pending + NotYet(lot) - NotYet(before),
            Held = Held + lot.Held - (before?.Held ?? Points.Zero),
        };
    }

    public AccountState With(Redemption redemption) => this with
    {
        Redemptions = Redemptions.SetItem(redemption.Id, redemption),
    };

    /// <summary>With what a load told of all open lots: as it loaded them, before anything changed.</summary>
    public AccountState Knowing(OpenLots sums) => Horizon is null || Behind is not null ? this : this with
    {
        Behind = new LotsBehind(sums.Count, sums.EndingAtHorizon).Without(
            Lots.Where(lot => lot.IsActive), Horizon.ExpiresAt),
    };

    /// <summary>With lots and redemptions that a command names, which may have ended: of the same snapshot.</summary>
    public AccountState Knowing(IReadOnlyCollection<Lot> lots, IReadOnlyCollection<Redemption> redemptions) =>
        lots.Count == 0 && redemptions.Count == 0 ? this : this with
        {
            Lots = Lots.With(lots),
            Behind = Behind?.Without(
                lots.Where(lot => lot.IsActive && Lot(lot.Id) is null), Horizon?.ExpiresAt),
            Redemptions = Redemptions.SetItems(
                redemptions.Select(redemption => KeyValuePair.Create(redemption.Id, redemption))),
        };

    static Points Active(Lot? lot) => lot is null or { Pending: true } ? Points.Zero : lot.Remaining;

    static Points NotYet(Lot? lot) => lot is null or { Pending: false } ? Points.Zero : lot.Remaining;
}

/// <summary>Active open lots that were not loaded.</summary>
/// <param name="EndingAtHorizon">Free points of those that end together with the last one that was loaded.</param>
public sealed record LotsBehind(int Count, Points EndingAtHorizon)
{
    /// <summary>What is left when some of them are known after all.</summary>
    public LotsBehind Without(IEnumerable<Lot> known, DateTimeOffset? horizon) => known.Aggregate(
        this, (behind, lot) => new(
            behind.Count - 1,
            lot.EndsAt(horizon) ? behind.EndingAtHorizon - lot.Free : behind.EndingAtHorizon));
}
