using System.Collections.Immutable;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>One caller's row of the load statement.</summary>
sealed record LoadRow
{
    /// <summary>False when the caller's key, which was to be confirmed, is valid no longer.</summary>
    public required bool IsKeyValid { get; init; }

    /// <summary>Null when the account named does not exist.</summary>
    public string? ProgramCode { get; init; }

    public long ProgramVersion { get; init; }

    public int? MemberNumber { get; init; }

    public string? MemberStatus { get; init; }

    public string? MemberLanguage { get; init; }

    public required bool Enrolled { get; init; }

    /// <summary>Whether the account's lots and open holds were read with this row.</summary>
    public required bool HasLots { get; init; }

    public required bool HasAllLots { get; init; }

    /// <summary>The account's lots and open holds, with whichever row of this snapshot they were read.</summary>
    public SharedLots Shared { get; set; } = SharedLots.None;

    public int? AccountNumber { get; init; }

    public int? CurrencyNumber { get; init; }

    public long Version { get; init; }

    public int Seq { get; init; }

    public decimal Balance { get; init; }

    public decimal Held { get; init; }

    public decimal Pending { get; init; }

    public decimal Debt { get; init; }

    public decimal Earned { get; init; }

    public decimal Redeemed { get; init; }

    public int RedeemedCount { get; init; }

    public decimal Expired { get; init; }

    public byte[]? LastHash { get; init; }

    public DateTimeOffset? LastEffectiveAt { get; init; }

    public string? Lots { get; init; }

    public string? Redemptions { get; init; }

    public string? NamedLots { get; init; }

    public int? NamedSeq { get; init; }

    public string? NamedKind { get; init; }

    public int? RootSeq { get; init; }

    public string? RootKind { get; init; }

    public string? RootExternalId { get; init; }

    public DateTimeOffset? RootOccurredAt { get; init; }

    public byte[]? KeyFingerprint { get; init; }

    public string? KeyOutcome { get; init; }

    public byte[]? ExternalFingerprint { get; init; }

    public string? ExternalOutcome { get; init; }

    public decimal? BeforeDay { get; init; }

    public int? CountBeforeDay { get; init; }

    public decimal? BeforeMonth { get; init; }

    public Recorded? ByKey => KeyFingerprint is null ? null : new(KeyFingerprint, KeyOutcome!);

    public Recorded? ByExternalId => ExternalFingerprint is null ? null : new(ExternalFingerprint, ExternalOutcome!);

    public AccountState ToState(LoadQuery query, PointsCurrency currency)
    {
        return new AccountState
        {
            Id = new(AccountNumber ?? 0),
            Currency = currency,
            OwnerStatus = MemberStatus!,
            Version = Version,
            Seq = Seq,
            Balance = new(Balance),
            Held = new(Held),
            Pending = new(Pending),
            Debt = new(Debt),
            Earned = new(Earned),
            Redeemed = new(Redeemed),
            RedeemedCount = RedeemedCount,
            Expired = new(Expired),
            LastHash = LastHash ?? HashChain.Start,
            LastEffectiveAt = LastEffectiveAt ?? DateTimeOffset.UnixEpoch,
            Lots = NamedLots is null ? Shared.Lots : Shared.Lots.Union(LoadJson.Lots(NamedLots)),
            Horizon = Shared.Horizon,
            Redemptions = Redemptions is null
                ? Shared.Redemptions
                : Shared.Redemptions.SetItems(SharedLots.ById(LoadJson.Redemptions(Redemptions))),
            Named = Named is { } named
                ? ImmutableDictionary<int, NamedEntry>.Empty.Add(named.Seq, named)
                : ImmutableDictionary<int, NamedEntry>.Empty,
            UsageBefore = query.Periods is null ? null : new(
                query.Periods, new(BeforeDay ?? 0m), CountBeforeDay ?? 0, new(BeforeMonth ?? 0m)),
        };
    }

    NamedEntry? Named => NamedSeq is { } seq
        ? new(seq, NamedKind!, RootSeq!.Value, RootKind!, RootExternalId, RootOccurredAt!.Value)
        : null;

    /// <summary>What this row has of the account's own, for all of its callers.</summary>
    public SharedLots ReadLots()
    {
        var lots = LoadJson.Lots(Lots);
        var redemptions = SharedLots.None.Redemptions.SetItems(SharedLots.ById(LoadJson.Redemptions(Redemptions)));
        var active = lots.Where(lot => !lot.Pending).Order().ToList();
        if (HasAllLots || active.Count <= AccountLoader.MaxLots)
        {
            return new([.. lots], null, redemptions);
        }

        // The last of them was read to know that there are more.
        lots.Remove(active[^1]);
        return new([.. lots], active[^2], redemptions);
    }
}

/// <summary>Of an account, what all of its callers share.</summary>
/// <param name="Horizon">The last lot that was read; null when all were.</param>
sealed record SharedLots(
    ImmutableSortedSet<Lot> Lots, Lot? Horizon, ImmutableDictionary<int, Redemption> Redemptions)
{
    public static readonly SharedLots None = new([], null, ImmutableDictionary<int, Redemption>.Empty);

    public static IEnumerable<KeyValuePair<int, Redemption>> ById(IEnumerable<Redemption> redemptions) =>
        redemptions.Select(redemption => KeyValuePair.Create(redemption.Id, redemption));
}
