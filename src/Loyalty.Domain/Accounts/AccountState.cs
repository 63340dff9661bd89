using System.Collections.Immutable;
using Loyalty.Domain.Members;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Accounts;

/// <summary>
/// One owner's points in one points currency, as loaded or as a decision left them. Never changed in place.
/// </summary>
public sealed record AccountState
{
    public required AccountId Id { get; init; }

    public required PointsCurrency Currency { get; init; }

    /// <summary>State of the member who owns the account.</summary>
    public string OwnerStatus { get; init; } = MemberStatus.Active;

    /// <summary>Goes up with every commit, declines included; unlike <see cref="Seq"/>, which counts entries.</summary>
    public long Version { get; init; }

    public int Seq { get; init; }

    public Points Balance { get; init; }

    public Points Held { get; init; }

    public Points Pending { get; init; }

    public Points Debt { get; init; }

    /// <summary>All points ever accrued.</summary>
    public Points Earned { get; init; }

    /// <summary>All points ever redeemed, net of what was given back.</summary>
    public Points Redeemed { get; init; }

    public int RedeemedCount { get; init; }

    public Points Expired { get; init; }

    public byte[] LastHash { get; init; } = HashChain.Start;

    public DateTimeOffset LastEffectiveAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Open lots in spending order; all pending ones are among them.</summary>
    public ImmutableSortedSet<Lot> Lots { get; init; } = [];

    /// <summary>The last active lot that was loaded, when there are more behind it; null when all are here.</summary>
    public Lot? Horizon { get; init; }

    /// <summary>Null when it was not loaded, because no limit asked for it.</summary>
    public UsageBefore? UsageBefore { get; init; }

    public Points Available => Balance - Held;

    /// <summary>
    /// True when what expires next is among the loaded lots, and all of it: lots behind the horizon expire no sooner
    /// than the horizon does.
    /// </summary>
    public bool SeesNextExpiry => Horizon?.ExpiresAt is not { } horizon
        || Lots.Any(lot => !lot.Pending && lot.Free > Points.Zero && lot.ExpiresAt < horizon);

    /// <summary>The next time at which time alone changes this account; null: never.</summary>
    public DateTimeOffset? NextDueAt => Lots
        .Select(lot => lot.Pending ? lot.AvailableAt : lot.Free > Points.Zero ? lot.ExpiresAt : null)
        .Min();

    /// <summary>The active lots whose points expire first, taken together.</summary>
    public LotShare? NextExpiry => Lots
        .Where(lot => !lot.Pending && lot.ExpiresAt is not null && lot.Free > Points.Zero)
        .GroupBy(lot => lot.ExpiresAt)
        .OrderBy(group => group.Key)
        .Select(group => new LotShare(group.Sum(lot => lot.Free), group.Key))
        .FirstOrDefault();
}
