namespace Loyalty.Infrastructure.Postgres.Accounts;

/// <summary>
/// The commit statement. Counts that differ from what was sent divide by zero, which undoes all of it. The sent lists are
/// in order of (bucket, account): with nested loops that is the order in which rows are locked.
/// </summary>
/// <remarks>
/// Rows belong to the accounts that "moved"; asking so inside "case" keeps the planner from making a join of it, which
/// without hash joins compares each row with each account. A row of "due" is found by its place, as the snapshot has it:
/// whoever moved it has moved the account's version too. A join would read the whole table while the planner thinks it
/// empty.
/// </remarks>
static class CommitSql
{
    const string Moved = """
        with moved as (
            update account a
            set version = u.version + 1, seq = u.seq, balance = u.balance, held = u.held, pending = u.pending,
                debt = u.debt, earned_total = u.earned, redeemed_total = u.redeemed,
                redeemed_count = u.redeemed_count, expired_total = u.expired, last_hash = u.hash,
                last_effective_at = u.effective_at
            from unnest(@Buckets, @Accounts, @Versions, @Seqs, @Balances, @Helds, @Pendings, @Debts, @Earneds,
                    @Redeemeds, @RedeemedCounts, @Expireds, @Hashes, @EffectiveAts, @LotCounts, @RedemptionCounts,
                    @EntryCounts, @NoteCounts, @OutcomeCounts, @DueChangeds, @DueAts)
                as u (bucket, account_number, version, seq, balance, held, pending, debt, earned, redeemed,
                    redeemed_count, expired, hash, effective_at, lots, redemptions, entries, notes, outcomes,
                    due_changed, due_at)
            where a.bucket = u.bucket and a.account_number = u.account_number and a.version = u.version
            returning a.bucket, a.account_number, u.lots, u.redemptions, u.entries, u.notes, u.outcomes, u.due_changed,
                u.due_at
        """;

    const string OfMoved = "case when s.account_number in (select account_number from moved) then true end";

    const string Lots = $"""
        ), lots as (
            insert into lot (bucket, account_number, lot_number, points, remaining, held, pending, open, available_at,
                expires_at, original_expires_at, status, pending_until, posted_at, released, taken_back)
            select s.account_number & 255, s.account_number, s.lot_number, s.points, s.remaining, s.held, s.pending,
                s.open, s.available_at, s.expires_at, s.original_expires_at, s.status, s.pending_until,
                s.posted_at, s.released, s.taken_back
            from unnest(@LotAccounts, @LotNumbers, @LotPoints, @LotRemainings, @LotHelds, @LotPendings, @LotOpens,
                    @LotAvailableAts, @LotExpiresAts, @LotOriginalExpiresAts, @LotStatuses, @LotPendingUntils,
                    @LotPostedAts, @LotReleaseds, @LotTakenBacks)
                as s (account_number, lot_number, points, remaining, held, pending, open, available_at, expires_at,
                    original_expires_at, status, pending_until, posted_at, released, taken_back)
            where {OfMoved}
            on conflict (bucket, account_number, lot_number) do update
            set remaining = excluded.remaining, held = excluded.held, pending = excluded.pending, open = excluded.open,
                expires_at = excluded.expires_at, status = excluded.status, posted_at = excluded.posted_at,
                released = excluded.released, taken_back = excluded.taken_back
            returning 1
        """;

    const string Redemptions = $"""
        ), redemptions as (
            insert into redemption (bucket, account_number, redemption_number, status, type, points, committed,
                released, cancelled, hold_expires_at, posted_at, ended_at)
            select s.account_number & 255, s.account_number, s.redemption_number, s.status, s.type, s.points,
                s.committed, s.released, s.cancelled, s.hold_expires_at, s.posted_at, s.ended_at
            from unnest(@RedemptionAccounts, @RedemptionNumbers, @RedemptionStatuses, @RedemptionTypes,
                    @RedemptionPoints, @RedemptionCommitteds, @RedemptionReleaseds, @RedemptionCancelleds,
                    @RedemptionHoldExpiresAts, @RedemptionPostedAts, @RedemptionEndedAts)
                as s (account_number, redemption_number, status, type, points, committed, released, cancelled,
                    hold_expires_at, posted_at, ended_at)
            where {OfMoved}
            on conflict (bucket, account_number, redemption_number) do update
            set status = excluded.status, committed = excluded.committed, released = excluded.released,
                cancelled = excluded.cancelled, posted_at = excluded.posted_at, ended_at = excluded.ended_at
            returning 1
        """;

    const string Entries = $"""
        ), entries as (
            insert into entry (bucket, account_number, seq, kind, amount, available_change, balance_after,
                available_after, redeemed_total, redeemed_count, related_seq, external_id, order_ref, reason,
                effective_at, occurred_at, recorded_at, lots, policy_version, performed_by, store, till, open_until,
                counts_as_earned, note_digest, hash)
            select s.account_number & 255, s.account_number, s.seq, s.kind, s.amount, s.available_change,
                s.balance_after, s.available_after, s.redeemed_total, s.redeemed_count, s.related_seq, s.external_id,
                s.order_ref, s.reason, s.effective_at, s.occurred_at, s.recorded_at, s.lots, s.policy_version, s.performed_by,
                s.store, s.till, s.open_until, s.counts_as_earned, s.note_digest, s.hash
            from unnest(@EntryAccounts, @EntrySeqs, @EntryKinds, @EntryAmounts, @EntryAvailableChanges, @EntryBalances,
                    @EntryAvailables, @EntryRedeemedTotals, @EntryRedeemedCounts, @EntryRelatedSeqs, @EntryExternalIds,
                    @EntryOrderRefs, @EntryReasons, @EntryEffectiveAts, @EntryOccurredAts, @EntryRecordedAts,
                    @EntryLots, @EntryPolicyVersions, @EntryPerformedBys, @EntryStores, @EntryTills, @EntryOpenUntils,
                    @EntryCountsAsEarneds, @EntryNoteDigests, @EntryHashes)
                as s (account_number, seq, kind, amount, available_change, balance_after, available_after,
                    redeemed_total, redeemed_count, related_seq, external_id, order_ref, reason, effective_at,
                    occurred_at, recorded_at, lots, policy_version, performed_by, store, till, open_until,
                    counts_as_earned, note_digest, hash)
            where {OfMoved}
            returning 1
        """;

    const string Notes = $"""
        ), notes as (
            insert into note (bucket, account_number, seq, salt, description, metadata, explanation)
            select s.account_number & 255, s.account_number, s.seq, s.salt, s.description, s.metadata, s.explanation
            from unnest(@NoteAccounts, @NoteSeqs, @NoteSalts, @NoteDescriptions, @NoteMetadatas, @NoteExplanations)
                as s (account_number, seq, salt, description, metadata, explanation)
            where {OfMoved}
            returning 1
        """;

    const string Outcomes = $"""
        ), outcomes as (
            insert into outcome (bucket, account_number, family, key_name, key, fingerprint, result, recorded_at)
            select s.account_number & 255, s.account_number, s.family, s.key_name, s.key, s.fingerprint, s.result, @Now
            from unnest(@OutcomeAccounts, @OutcomeFamilies, @OutcomeKeyNames, @OutcomeKeys, @OutcomeFingerprints,
                @OutcomeResults)
                as s (account_number, family, key_name, key, fingerprint, result)
            where {OfMoved}
            returning 1
        """;

    const string Due = """
        ), due_set as (
            insert into due (bucket, account_number, due_at)
            select m.bucket, m.account_number, m.due_at from moved m where m.due_changed and m.due_at is not null
            on conflict (bucket, account_number) do update set due_at = excluded.due_at
        ), due_gone as (
            delete from due where ctid = any(array(
                select d.ctid
                from moved m
                cross join lateral (
                    select o.ctid from due o where o.bucket = m.bucket and o.account_number = m.account_number limit 1
                ) d
                where m.due_changed and m.due_at is null))
        """;

    /// <summary>Starting a statement costs by its parts, more than they do for a row: rare ones are left out.</summary>
    public static string Text(bool hasRedemptions, bool hasNotesOrDue)
    {
        List<string> tables = ["lots", "entries", "outcomes"];
        tables.AddRange(hasRedemptions ? ["redemptions"] : []);
        tables.AddRange(hasNotesOrDue ? ["notes"] : []);
        return $"""
            {Moved}
            {Lots}
            {(hasRedemptions ? Redemptions : "")}
            {Entries}
            {Outcomes}
            {(hasNotesOrDue ? Notes : "")}
            {(hasNotesOrDue ? Due : "")}
            ), sent as (
                select {List(table => $"coalesce(sum(m.{table}), 0) as {table}")} from moved m
            ), stored as (
                select {List(table => $"(select count(*) from {table}) as {table}")}
            )
            select m.account_number,
                1 / (case when ({List(table => $"sent.{table}")}) = ({List(table => $"stored.{table}")}) then 1
                    else 0 end)
            from sent cross join stored cross join moved m
            """;

        string List(Func<string, string> of) => string.Join(", ", tables.Select(of));
    }
}
