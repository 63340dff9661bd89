using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;

namespace Loyalty.Infrastructure.Postgres;

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

    public AccountState ToState(IEnumerable<Lot> lots) => new()
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
    };
}

/// <summary>A lot, open or not.</summary>
sealed record LotRow
{
    public required int Account { get; init; }

    public required int Number { get; init; }

    public required decimal Points { get; init; }

    public required decimal Remaining { get; init; }

    public required decimal Held { get; init; }

    public required bool Pending { get; init; }

    public required bool Open { get; init; }

    public required DateTimeOffset AvailableAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public Lot ToLot() => new()
    {
        Id = Number,
        Points = new(Points),
        Remaining = new(Remaining),
        Held = new(Held),
        Pending = Pending,
        AvailableAt = AvailableAt,
        ExpiresAt = ExpiresAt,
    };
}

/// <summary>A redemption as it stands.</summary>
sealed record RedemptionRow
{
    public required int Account { get; init; }

    public required int Number { get; init; }

    public required string Status { get; init; }

    public required string Type { get; init; }

    public required decimal Points { get; init; }

    public required decimal Committed { get; init; }

    public required DateTimeOffset PostedAt { get; init; }

    public Redemption ToRedemption() => new()
    {
        Id = Number,
        Status = Status,
        Type = Type,
        Points = new(Points),
        Committed = new(Committed),
        PostedAt = PostedAt,
    };
}

/// <summary>An entry with its note, if it was not erased.</summary>
sealed record EntryRow
{
    public required int Account { get; init; }

    public required int Seq { get; init; }

    public required string Kind { get; init; }

    public required decimal Amount { get; init; }

    public required decimal AvailableChange { get; init; }

    public required decimal BalanceAfter { get; init; }

    public required decimal AvailableAfter { get; init; }

    public required decimal RedeemedTotal { get; init; }

    public required int RedeemedCount { get; init; }

    public int? RelatedSeq { get; init; }

    public string? ExternalId { get; init; }

    public string? OrderRef { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset EffectiveAt { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string Lots { get; init; }

    public required long PolicyVersion { get; init; }

    public string? PerformedBy { get; init; }

    public string? Store { get; init; }

    public string? Till { get; init; }

    public byte[]? NoteDigest { get; init; }

    public required byte[] Hash { get; init; }

    public byte[]? Salt { get; init; }

    public string? Description { get; init; }

    public string? Metadata { get; init; }

    public Entry ToEntry() => new()
    {
        Account = new(Account),
        Seq = Seq,
        Kind = Kind,
        Amount = new(Amount),
        AvailableChange = new(AvailableChange),
        BalanceAfter = new(BalanceAfter),
        AvailableAfter = new(AvailableAfter),
        RedeemedTotal = new(RedeemedTotal),
        RedeemedCount = RedeemedCount,
        RelatedSeq = RelatedSeq,
        EffectiveAt = EffectiveAt,
        RecordedAt = RecordedAt,
        Lots = LotsText.Read(Lots),
        PolicyVersion = PolicyVersion,
        PerformedBy = PerformedBy,
        Particulars = new()
        {
            ExternalId = ExternalId,
            OrderRef = OrderRef,
            Reason = Reason,
            OccurredAt = OccurredAt,
            Location = Store is null && Till is null ? null : new(Store, Till),
        },
        Note = Salt is null ? null : new(Salt, Description, Metadata),
        NoteDigest = NoteDigest,
        Hash = Hash,
    };
}
