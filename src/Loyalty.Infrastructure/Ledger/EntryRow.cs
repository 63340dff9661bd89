using Loyalty.Domain.Ledger;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>An entry with its note, if it was not erased.</summary>
record EntryRow
{
    public const string List = """
        e.account_number as Account, e.seq as Seq, e.kind as Kind, e.amount as Amount,
        e.available_change as AvailableChange, e.balance_after as BalanceAfter,
        e.available_after as AvailableAfter, e.redeemed_total as RedeemedTotal, e.redeemed_count as RedeemedCount,
        e.related_seq as RelatedSeq, e.external_id as ExternalId, e.order_ref as OrderRef, e.reason as Reason,
        e.effective_at as EffectiveAt, e.occurred_at as OccurredAt, e.recorded_at as RecordedAt, e.lots as Lots,
        e.policy_version as PolicyVersion, e.performed_by as PerformedBy, e.store as Store, e.till as Till,
        e.open_until as OpenUntil, e.counts_as_earned as CountsAsEarned, e.note_digest as NoteDigest,
        e.hash as Hash, n.salt as Salt, n.description as Description, n.metadata as Metadata,
        n.explanation as Explanation
        """;

    public const string Columns = $"""
        select {List}
        from entry e
        left join note n using (bucket, account_number, seq)
        """;

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

    public DateTimeOffset? OpenUntil { get; init; }

    public bool? CountsAsEarned { get; init; }

    public byte[]? NoteDigest { get; init; }

    public required byte[] Hash { get; init; }

    public byte[]? Salt { get; init; }

    public string? Description { get; init; }

    public string? Metadata { get; init; }

    public string? Explanation { get; init; }

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
        OpenUntil = OpenUntil,
        CountsAsEarned = CountsAsEarned,
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
            Description = Description,
            Metadata = Metadata,
            Explanation = Explanation,
        },
        Note = Salt is null ? null : new(Salt, Description, Metadata, Explanation),
        NoteDigest = NoteDigest,
        Hash = Hash,
    };
}
