using System.Collections.Immutable;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>An account's row, as verifying reads it.</summary>
sealed record AccountRow
{
    public required short Bucket { get; init; }

    public required int AccountNumber { get; init; }

    public required int Seq { get; init; }

    public required decimal Balance { get; init; }

    public required decimal Held { get; init; }

    public required decimal Pending { get; init; }

    public required decimal Debt { get; init; }

    public required decimal Earned { get; init; }

    public required decimal Redeemed { get; init; }

    public required int RedeemedCount { get; init; }

    public required decimal Expired { get; init; }

    public required byte[] LastHash { get; init; }

    public required DateTimeOffset LastEffectiveAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public AccountState ToState(IEnumerable<Lot> lots, IEnumerable<Redemption> redemptions) => new()
    {
        Id = new(AccountNumber),
        Currency = new PointsCurrency(0, "", "", Points.MaxScale, true),
        Seq = Seq,
        Balance = new(Balance),
        Held = new(Held),
        Pending = new(Pending),
        Debt = new(Debt),
        Earned = new(Earned),
        Redeemed = new(Redeemed),
        RedeemedCount = RedeemedCount,
        Expired = new(Expired),
        LastHash = LastHash,
        LastEffectiveAt = LastEffectiveAt,
        Lots = [.. lots],
        Redemptions = redemptions.ToImmutableDictionary(redemption => redemption.Id),
    };
}

/// <summary>A lot, open or not.</summary>
sealed record LotRow
{
    public const string Columns = """
        select account_number as Account, lot_number as Number, points as Points, remaining as Remaining, held as Held,
            pending as Pending, open as Open, available_at as AvailableAt, expires_at as ExpiresAt,
            original_expires_at as OriginalExpiresAt, status as Status, pending_until as PendingUntil,
            posted_at as PostedAt, released as Released, taken_back as TakenBack
        from lot
        """;

    public required int Account { get; init; }

    public required int Number { get; init; }

    public required decimal Points { get; init; }

    public required decimal Remaining { get; init; }

    public required decimal Held { get; init; }

    public required bool Pending { get; init; }

    public required bool Open { get; init; }

    public required DateTimeOffset AvailableAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? OriginalExpiresAt { get; init; }

    public required string Status { get; init; }

    public DateTimeOffset? PendingUntil { get; init; }

    public DateTimeOffset? PostedAt { get; init; }

    public required decimal Released { get; init; }

    public required decimal TakenBack { get; init; }

    public Lot ToLot() => new()
    {
        Id = Number,
        Points = new(Points),
        Remaining = new(Remaining),
        Held = new(Held),
        Pending = Pending,
        AvailableAt = AvailableAt,
        ExpiresAt = ExpiresAt,
        OriginalExpiresAt = OriginalExpiresAt,
        Status = Status,
        PendingUntil = PendingUntil,
        PostedAt = PostedAt,
        Released = new(Released),
        TakenBack = new(TakenBack),
    };
}

/// <summary>A redemption as it stands, with what its first entry says.</summary>
sealed record RedemptionRow
{
    public const string Columns = """
        select r.account_number as Account, r.redemption_number as Number, r.status as Status, r.type as Type,
            r.points as Points, r.committed as Committed, r.released as Released, r.cancelled as Cancelled,
            r.hold_expires_at as HoldExpiresAt, r.posted_at as PostedAt, r.ended_at as EndedAt, e.lots as Lots,
            e.available_change as AvailableChange, e.available_after as AvailableAfter, e.external_id as ExternalId,
            e.occurred_at as OccurredAt
        from redemption r
        join entry e on e.bucket = r.bucket and e.account_number = r.account_number and e.seq = r.redemption_number
        """;

    public required int Account { get; init; }

    public required int Number { get; init; }

    public required string Status { get; init; }

    public required string Type { get; init; }

    public required decimal Points { get; init; }

    public required decimal Committed { get; init; }

    public required decimal Released { get; init; }

    public required decimal Cancelled { get; init; }

    public DateTimeOffset? HoldExpiresAt { get; init; }

    public DateTimeOffset? PostedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public required string Lots { get; init; }

    public required decimal AvailableChange { get; init; }

    public required decimal AvailableAfter { get; init; }

    public string? ExternalId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public Redemption ToRedemption() => new()
    {
        Id = Number,
        Status = Status,
        Type = Type,
        Points = new(Points),
        Committed = new(Committed),
        Released = new(Released),
        Cancelled = new(Cancelled),
        HoldExpiresAt = HoldExpiresAt,
        PostedAt = PostedAt,
        EndedAt = EndedAt,
        Takings = LotTaking.Of(LotsText.Read(Lots)),
        Opening = new(new(AvailableAfter - AvailableChange), new(AvailableAfter), ExternalId, OccurredAt),
    };
}
