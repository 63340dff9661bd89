namespace Loyalty.Infrastructure.Postgres.Accounts;

/// <summary>
/// The load statement: one row for each caller, all from one snapshot. Which account it is comes from a member's
/// reference or from the account's number; lots and open holds, which are the account's and not the caller's, are read
/// with the first caller of the account alone. What a caller names (a transaction) brings its redemption and its lots,
/// open or not.
/// </summary>
static class LoadSql
{
    const string Lot = """
        json_build_array(l.lot_number, l.points, l.remaining, l.held, l.pending, l.available_at, l.expires_at,
            l.original_expires_at, l.status, l.pending_until, l.posted_at, l.released, l.taken_back)
        """;

    public const string Text = $"""
        select p.code as ProgramCode, p.version as ProgramVersion, m.member_number as MemberNumber,
            m.status as MemberStatus, m.language as MemberLanguage, e.member_number is not null as Enrolled,
            q.wants_lots as HasLots, a.account_number as AccountNumber,
            a.points_currency_number as CurrencyNumber, a.version as Version, a.seq as Seq, a.balance as Balance,
            a.held as Held, a.pending as Pending, a.debt as Debt, a.earned_total as Earned,
            a.redeemed_total as Redeemed, a.redeemed_count as RedeemedCount, a.expired_total as Expired,
            a.last_hash as LastHash, a.last_effective_at as LastEffectiveAt, lots.list as Lots,
            redemptions.list as Redemptions, named_lots.list as NamedLots, n.seq as NamedSeq, n.kind as NamedKind,
            root.seq as RootSeq, root.kind as RootKind, root.external_id as RootExternalId,
            root.occurred_at as RootOccurredAt,
            k.fingerprint as KeyFingerprint, k.result as KeyOutcome,
            x.fingerprint as ExternalFingerprint, x.result as ExternalOutcome,
            before_day.redeemed_total as BeforeDay, before_day.redeemed_count as CountBeforeDay,
            before_month.redeemed_total as BeforeMonth
        from unnest(@ProgramNumbers, @OperatorNumbers, @CurrencyNumbers, @IdentifierBuckets, @Kinds, @Values,
                @MemberNumbers, @AccountNumbers, @Seqs, @KeyNames, @Keys, @Families, @ExternalIds, @WantsLots,
                @DayStarts, @MonthStarts)
            with ordinality as q (program_number, operator_number, currency_number, identifier_bucket, kind, value,
                member_number, account_number, seq, key_name, key, family, external_id, wants_lots, day_start,
                month_start, place)
        left join account given on given.bucket = (q.account_number & 255) and given.account_number = q.account_number
        left join program p on p.program_number = coalesce(q.program_number, given.program_number)
        left join identifier i on i.bucket = q.identifier_bucket and i.operator_number = q.operator_number
            and i.kind = q.kind and i.value = q.value
        left join member m on m.bucket = (coalesce(q.member_number, i.member_number, given.owner_number) & 255)
            and m.member_number = coalesce(q.member_number, i.member_number, given.owner_number)
        left join enrolment e on e.bucket = m.bucket and e.member_number = m.member_number
            and e.program_number = p.program_number
        left join account a on a.bucket = e.bucket and a.owner_number = e.member_number and a.owner_kind = 'member'
            and a.points_currency_number = coalesce(q.currency_number, given.points_currency_number)
        left join outcome k on k.bucket = a.bucket and k.account_number = a.account_number and k.family = 'key'
            and k.key_name = q.key_name and k.key = q.key
        left join outcome x on x.bucket = a.bucket and x.account_number = a.account_number and x.family = q.family
            and x.key_name = '' and x.key = q.external_id
        left join entry n on n.bucket = a.bucket and n.account_number = a.account_number and n.seq = q.seq
        left join entry root on root.bucket = n.bucket and root.account_number = n.account_number
            and root.seq = case when n.kind in ('commit', 'rollback') then n.related_seq else n.seq end
        left join lateral (
            select json_agg({Lot})::text as list
            from (
                select * from lot o
                where o.bucket = a.bucket and o.account_number = a.account_number and o.pending and q.wants_lots
                union all
                (select * from lot o
                 where o.bucket = a.bucket and o.account_number = a.account_number and o.open and not o.pending
                     and q.wants_lots
                 order by o.expires_at nulls last, o.lot_number
                 limit @MaxLots)
            ) l
        ) lots on true
        left join lateral (
            select json_agg({Lot})::text as list
            from unnest(string_to_array(root.lots, ' ')) as change
            join lot l on l.bucket = root.bucket and l.account_number = root.account_number
                and l.lot_number = split_part(change, ':', 1)::int
        ) named_lots on root.seq is not null
        left join lateral (
            select json_agg(json_build_array(r.redemption_number, r.status, r.type, r.points, r.committed, r.released,
                r.cancelled, r.hold_expires_at, r.posted_at, r.ended_at, f.lots, f.available_change, f.available_after,
                f.external_id, f.occurred_at))::text as list
            from (
                select * from redemption o
                where o.bucket = a.bucket and o.account_number = a.account_number and o.status = 'held'
                    and q.wants_lots
                union all
                select * from redemption o
                where o.bucket = a.bucket and o.account_number = a.account_number
                    and o.redemption_number = root.seq and o.status <> 'held'
            ) r
            join entry f on f.bucket = r.bucket and f.account_number = r.account_number
                and f.seq = r.redemption_number
        ) redemptions on true
        left join lateral (
            select t.redeemed_total, t.redeemed_count from entry t
            where t.bucket = a.bucket and t.account_number = a.account_number and t.effective_at < q.day_start
            order by t.effective_at desc, t.seq desc
            limit 1
        ) before_day on q.day_start is not null
        left join lateral (
            select t.redeemed_total from entry t
            where t.bucket = a.bucket and t.account_number = a.account_number and t.effective_at < q.month_start
            order by t.effective_at desc, t.seq desc
            limit 1
        ) before_month on q.month_start is not null
        order by q.place
        """;
}
