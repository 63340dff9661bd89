using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>
/// Table "entry": rows are only ever added. A new column is a line in <see cref="Rows"/> and one in <see cref="Read"/>,
/// a member of <see cref="Entry"/>, a form of <see cref="HashChain"/> and a migration.
/// </summary>
static class EntryTable
{
    public static readonly WrittenTable<Entry> Rows = new("entry", "entries", chain => chain.Account.Entries)
    {
        { "seq", entry => entry.Seq, ColumnKind.Key },
        { "kind", entry => entry.Kind },
        { "amount", entry => entry.Amount.Value },
        { "available_change", entry => entry.AvailableChange.Value },
        { "balance_after", entry => entry.BalanceAfter.Value },
        { "available_after", entry => entry.AvailableAfter.Value },
        { "redeemed_total", entry => entry.RedeemedTotal.Value },
        { "redeemed_count", entry => entry.RedeemedCount },
        { "related_seq", entry => entry.RelatedSeq },
        { "external_id", entry => entry.Particulars.ExternalId },
        { "order_ref", entry => entry.Particulars.OrderRef },
        { "reason", entry => entry.Particulars.Reason },
        { "effective_at", entry => entry.EffectiveAt },
        { "occurred_at", entry => entry.OccurredAt },
        { "recorded_at", entry => entry.RecordedAt },
        { "lots", entry => LotsText.Write(entry.Lots) },
        { "policy_version", entry => entry.PolicyVersion },
        { "performed_by", entry => entry.PerformedBy },
        { "store", entry => entry.Particulars.Location?.Store },
        { "till", entry => entry.Particulars.Location?.Till },
        { "open_until", entry => entry.OpenUntil },
        { "counts_as_earned", entry => entry.CountsAsEarned },
        { "note_digest", entry => entry.NoteDigest },
        { "hash", entry => entry.Hash },
    };

    /// <summary>The account's number, the columns above, and those of the note, if it was not erased.</summary>
    public static readonly string Columns = $"e.account_number, {Rows.Columns("e")}, {NoteTable.Columns("n")}";

    public static readonly string Select = $"""
        select {Columns}
        from entry e
        left join note n using (bucket, account_number, seq)
        """;

    /// <summary>Takes the values in the order of the columns above.</summary>
    public static Entry Read(RowValues row)
    {
        var (account, seq, kind) = (new AccountId(row.Int32()), row.Int32(), row.Text());
        var (amount, availableChange) = (row.Points(), row.Points());
        var (balanceAfter, availableAfter) = (row.Points(), row.Points());
        var (redeemedTotal, redeemedCount, relatedSeq) = (row.Points(), row.Int32(), row.Int32OrNull());
        var (externalId, orderRef, reason) = (row.TextOrNull(), row.TextOrNull(), row.TextOrNull());
        var (effectiveAt, occurredAt, recordedAt) = (row.Time(), row.Time(), row.Time());
        var (lots, policyVersion, performedBy) = (row.Text(), row.Int64(), row.TextOrNull());
        var (store, till) = (row.TextOrNull(), row.TextOrNull());
        var (openUntil, countsAsEarned) = (row.TimeOrNull(), row.FlagOrNull());
        var (noteDigest, hash, note) = (row.BytesOrNull(), row.Bytes(), NoteTable.Read(row));
        return new()
        {
            Account = account,
            Seq = seq,
            Kind = kind,
            Amount = amount,
            AvailableChange = availableChange,
            BalanceAfter = balanceAfter,
            AvailableAfter = availableAfter,
            RedeemedTotal = redeemedTotal,
            RedeemedCount = redeemedCount,
            RelatedSeq = relatedSeq,
            OpenUntil = openUntil,
            CountsAsEarned = countsAsEarned,
            EffectiveAt = effectiveAt,
            RecordedAt = recordedAt,
            Lots = LotsText.Read(lots),
            PolicyVersion = policyVersion,
            PerformedBy = performedBy,
            Particulars = new()
            {
                ExternalId = externalId,
                OrderRef = orderRef,
                Reason = reason,
                OccurredAt = occurredAt,
                Location = store is null && till is null ? null : new(store, till),
                Description = note?.Description,
                Metadata = note?.Metadata,
                Explanation = note?.Explanation,
            },
            Note = note,
            NoteDigest = noteDigest,
            Hash = hash,
        };
    }
}
