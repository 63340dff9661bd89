namespace Loyalty.Infrastructure.Accounts.Save;

/// <summary>
/// The commit statement. Counts that differ from what was sent divide by zero, which undoes all of it. The sent lists are
/// in order of (bucket, account): with nested loops that is the order in which rows are locked.
/// </summary>
/// <remarks>
/// Rows belong to the accounts that "moved"; asking so inside "case" keeps the planner from making a join of it, which
/// without hash joins compares each row with each account. A row of "due" is found by its place, as the snapshot has it:
/// whoever moved it has moved the account's version too. A join would read the whole table while the planner thinks it
/// empty. Lists are taken apart in a select list: as functions of a "from" each is written to a store of its own first,
/// which was a third of a small statement's time (docs/performance.md).
/// </remarks>
static class SaveStatement
{
    const string Moved = """
        with moved as (
            update account a
            set version = u.version + 1, seq = u.seq, balance = u.balance, held = u.held, pending = u.pending,
                debt = u.debt, earned_total = u.earned, redeemed_total = u.redeemed,
                redeemed_count = u.redeemed_count, expired_total = u.expired, last_hash = u.hash,
                last_effective_at = u.effective_at
            from (
                select unnest(@Buckets) as bucket, unnest(@Accounts) as account_number,
                    unnest(@Versions) as version, unnest(@Seqs) as seq, unnest(@Balances) as balance,
                    unnest(@Helds) as held, unnest(@Pendings) as pending, unnest(@Debts) as debt,
                    unnest(@Earneds) as earned, unnest(@Redeemeds) as redeemed,
                    unnest(@RedeemedCounts) as redeemed_count, unnest(@Expireds) as expired,
                    unnest(@Hashes) as hash, unnest(@EffectiveAts) as effective_at, unnest(@LotCounts) as lots,
                    unnest(@RedemptionCounts) as redemptions, unnest(@EntryCounts) as entries,
                    unnest(@NoteCounts) as notes, unnest(@OutcomeCounts) as outcomes,
                    unnest(@DueChangeds) as due_changed, unnest(@DueAts) as due_at
            ) as u
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
            from (
                select unnest(@LotAccounts) as account_number, unnest(@LotNumbers) as lot_number,
                    unnest(@LotPoints) as points, unnest(@LotRemainings) as remaining, unnest(@LotHelds) as held,
                    unnest(@LotPendings) as pending, unnest(@LotOpens) as open,
                    unnest(@LotAvailableAts) as available_at, unnest(@LotExpiresAts) as expires_at,
                    unnest(@LotOriginalExpiresAts) as original_expires_at, unnest(@LotStatuses) as status,
                    unnest(@LotPendingUntils) as pending_until, unnest(@LotPostedAts) as posted_at,
                    unnest(@LotReleaseds) as released, unnest(@LotTakenBacks) as taken_back
            ) as s
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
            from (
                select unnest(@RedemptionAccounts) as account_number,
                    unnest(@RedemptionNumbers) as redemption_number, unnest(@RedemptionStatuses) as status,
                    unnest(@RedemptionTypes) as type, unnest(@RedemptionPoints) as points,
                    unnest(@RedemptionCommitteds) as committed, unnest(@RedemptionReleaseds) as released,
                    unnest(@RedemptionCancelleds) as cancelled,
                    unnest(@RedemptionHoldExpiresAts) as hold_expires_at, unnest(@RedemptionPostedAts) as posted_at,
                    unnest(@RedemptionEndedAts) as ended_at
            ) as s
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
            from (
                select unnest(@EntryAccounts) as account_number, unnest(@EntrySeqs) as seq,
                    unnest(@EntryKinds) as kind, unnest(@EntryAmounts) as amount,
                    unnest(@EntryAvailableChanges) as available_change, unnest(@EntryBalances) as balance_after,
                    unnest(@EntryAvailables) as available_after, unnest(@EntryRedeemedTotals) as redeemed_total,
                    unnest(@EntryRedeemedCounts) as redeemed_count, unnest(@EntryRelatedSeqs) as related_seq,
                    unnest(@EntryExternalIds) as external_id, unnest(@EntryOrderRefs) as order_ref,
                    unnest(@EntryReasons) as reason, unnest(@EntryEffectiveAts) as effective_at,
                    unnest(@EntryOccurredAts) as occurred_at, unnest(@EntryRecordedAts) as recorded_at,
                    unnest(@EntryLots) as lots, unnest(@EntryPolicyVersions) as policy_version,
                    unnest(@EntryPerformedBys) as performed_by, unnest(@EntryStores) as store,
                    unnest(@EntryTills) as till, unnest(@EntryOpenUntils) as open_until,
                    unnest(@EntryCountsAsEarneds) as counts_as_earned, unnest(@EntryNoteDigests) as note_digest,
                    unnest(@EntryHashes) as hash
            ) as s
            where {OfMoved}
            returning 1
        """;

    const string Notes = $"""
        ), notes as (
            insert into note (bucket, account_number, seq, salt, description, metadata, explanation)
            select s.account_number & 255, s.account_number, s.seq, s.salt, s.description, s.metadata, s.explanation
            from (
                select unnest(@NoteAccounts) as account_number, unnest(@NoteSeqs) as seq,
                    unnest(@NoteSalts) as salt, unnest(@NoteDescriptions) as description,
                    unnest(@NoteMetadatas) as metadata, unnest(@NoteExplanations) as explanation
            ) as s
            where {OfMoved}
            returning 1
        """;

    const string Outcomes = $"""
        ), outcomes as (
            insert into outcome (bucket, account_number, family, key_name, key, fingerprint, result, recorded_at)
            select s.account_number & 255, s.account_number, s.family, s.key_name, s.key, s.fingerprint, s.result, @Now
            from (
                select unnest(@OutcomeAccounts) as account_number, unnest(@OutcomeFamilies) as family,
                    unnest(@OutcomeKeyNames) as key_name, unnest(@OutcomeKeys) as key,
                    unnest(@OutcomeFingerprints) as fingerprint, unnest(@OutcomeResults) as result
            ) as s
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
