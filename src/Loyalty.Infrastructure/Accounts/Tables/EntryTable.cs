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
    public static readonly WrittenTable<Entry> Rows = new(
        "entry", new("entries", chain => chain.Account.Entries))
    {
        { "seq", entry => entry.Seq, ColumnKind.Key },
        { "form", entry => (short)entry.Form },
        { "kind", entry => entry.Kind },
        { "amount", entry => entry.Amount.Value },
        { "available_change", entry => entry.AvailableChange.Value },
        { "balance_after", entry => entry.BalanceAfter.Value },
        { "available_after", entry => entry.AvailableAfter.Value },
        { "redeemed_total", entry => entry.RedeemedTotal.Value },
        { "redeemed_count", entry => entry.RedeemedCount },
        { "earned_total", entry => entry.EarnedTotal.Value },
        { "related_seq", entry => entry.RelatedSeq },
        { "external_id", entry => entry.Particulars.ExternalId },
        { "order_ref", entry => entry.Particulars.OrderRef },
        { "reason", entry => entry.Particulars.Reason },
        { "effective_at", entry => entry.EffectiveAt },
        { "first_of_day", entry => entry.IsFirstOfDay },
        { "occurred_at", entry => entry.OccurredAt },
        { "recorded_at", entry => entry.RecordedAt },
        { "lots", entry => LotsText.Write(entry.Lots) },
        { "policy_version", entry => entry.PolicyVersion },
        { "performed_by", entry => entry.PerformedBy },
        { "store", entry => entry.Particulars.Location?.Store },
        { "till", entry => entry.Particulars.Location?.Till },
        { "open_until", entry => entry.OpenUntil },
        { "counts_as_earned", entry => entry.CountsAsEarned },
        { "about", entry => entry.About.Text },
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

    /// <summary>
    /// The seq of the first entry of the first UTC day that begins as compared with a time: who looks for entries of
    /// before finds the others of one day below it at most.
    /// </summary>
    /// <param name="compared">As in "> @at".</param>
    public static string SeqOfDay(string bucket, string account, string compared) => $"""
        coalesce((
            select n.seq from entry n
            where n.bucket = {bucket} and n.account_number = {account} and n.first_of_day
                and n.effective_at {compared}
            order by n.effective_at, n.seq
            limit 1), {int.MaxValue})
        """;

    /// <summary>
    /// What had been earned by an entry, without what was temporary then: entries of early forms count that, too.
    /// </summary>
    public static string Posted(string entry) =>
        $"{entry}.earned_total - case when {entry}.form < 4 then {Temporary(entry)} else 0 end";

    /// <summary>The same with what was temporary.</summary>
    public static string PostedOrTemporary(string entry) =>
        $"{entry}.earned_total + case when {entry}.form < 4 then 0 else {Temporary(entry)} end";

    /// <summary>
    /// Points of the temporary accruals that had not ended by an entry. It reads the account's accruals and their ends
    /// up to there.
    /// </summary>
    static string Temporary(string entry) => $"""
        (select coalesce(sum(case when o.kind = 'accrual' then l.points else -l.points end), 0)
         from entry o
         join lateral (
             select v.points from every_lot v
             where v.bucket = o.bucket and v.account_number = o.account_number and v.pending_until is not null
                 and v.lot_number = case when o.kind = 'accrual' then o.seq else o.related_seq end
             limit 1
         ) l on true
         where o.bucket = {entry}.bucket and o.account_number = {entry}.account_number and o.seq <= {entry}.seq
             and o.kind in ('accrual', 'commit', 'rollback'))
        """;

    /// <summary>The totals of an account's last entry before a time.</summary>
    /// <param name="account">Alias of its row.</param>
    /// <param name="earned">What is taken of an entry for what was earned.</param>
    public static string LastBefore(string account, string time, Func<string, string> earned) => $"""
        select t.redeemed_total, t.redeemed_count, {earned("t")} as earned from entry t
        where t.bucket = {account}.bucket and t.account_number = {account}.account_number and t.effective_at < {time}
            and t.seq < {SeqOfDay($"{account}.bucket", $"{account}.account_number", $">= {time}")}
        order by t.seq desc
        limit 1
        """;

    /// <summary>Takes the values in the order of the columns above.</summary>
    public static Entry Read(RowValues row)
    {
        var (account, seq, form, kind) = (new AccountId(row.Int32()), row.Int32(), row.Int32(), row.Text());
        var (amount, availableChange) = (row.Points(), row.Points());
        var (balanceAfter, availableAfter) = (row.Points(), row.Points());
        var (redeemedTotal, redeemedCount, earnedTotal) = (row.Points(), row.Int32(), row.Points());
        var relatedSeq = row.Int32OrNull();
        var (externalId, orderRef, reason) = (row.TextOrNull(), row.TextOrNull(), row.TextOrNull());
        var (effectiveAt, isFirstOfDay) = (row.Time(), row.Flag());
        var (occurredAt, recordedAt) = (row.Time(), row.Time());
        var (lots, policyVersion, performedBy) = (row.Text(), row.Int64(), row.TextOrNull());
        var (store, till) = (row.TextOrNull(), row.TextOrNull());
        var (openUntil, countsAsEarned, about) = (row.TimeOrNull(), row.FlagOrNull(), About.Read(row.TextOrNull()));
        var (noteDigest, hash, note) = (row.BytesOrNull(), row.Bytes(), NoteTable.Read(row));
        return new()
        {
            Account = account,
            Seq = seq,
            Form = form,
            Kind = kind,
            Amount = amount,
            AvailableChange = availableChange,
            BalanceAfter = balanceAfter,
            AvailableAfter = availableAfter,
            RedeemedTotal = redeemedTotal,
            RedeemedCount = redeemedCount,
            EarnedTotal = earnedTotal,
            RelatedSeq = relatedSeq,
            OpenUntil = openUntil,
            CountsAsEarned = countsAsEarned,
            EffectiveAt = effectiveAt,
            IsFirstOfDay = isFirstOfDay,
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
            About = about,
            Note = note,
            NoteDigest = noteDigest,
            Hash = hash,
        };
    }
}
