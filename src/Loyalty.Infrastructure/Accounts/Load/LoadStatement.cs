using Loyalty.Application.Ports;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// The load statement: one row for each caller, all from one snapshot. Which account it is comes from a member's
/// reference or from the account's number; lots and open holds, which are the account's and not the caller's, are read
/// with one caller of the account alone.
/// </summary>
/// <remarks>
/// Each look-up is a subquery of its own with "limit 1": then it uses the whole of its index, whatever the planner believes
/// about the tables. As plain joins they read an account's whole history.
/// </remarks>
static class LoadStatement
{
    const string Lot = """
        json_build_array(l.lot_number, l.points, l.remaining, l.held, l.pending, l.available_at, l.expires_at,
            l.original_expires_at, l.status, l.pending_until, l.posted_at, l.released, l.taken_back)
        """;

    /// <summary>The account that a caller names by its number.</summary>
    const string Given = """
        left join lateral (
            select * from account o
            where o.bucket = (q.account_number & 255) and o.account_number = q.account_number
            limit 1
        ) given on true
        """;

    /// <summary>The transaction that a caller names, the first one of what it belongs to, and the lots of that.</summary>
    const string Named = $"""
        left join lateral (
            select * from entry o where o.bucket = a.bucket and o.account_number = a.account_number and o.seq = q.seq
            limit 1
        ) n on true
        left join lateral (
            select * from entry o
            where o.bucket = n.bucket and o.account_number = n.account_number
                and o.seq = case when n.kind in ('commit', 'rollback') then n.related_seq else n.seq end
            limit 1
        ) root on true
        left join lateral (
            select json_agg({Lot})::text as list
            from unnest(string_to_array(root.lots, ' ')) as change
            cross join lateral (
                select * from lot o
                where o.bucket = root.bucket and o.account_number = root.account_number
                    and o.lot_number = split_part(change, ':', 1)::int
                limit 1
            ) l
        ) named_lots on root.seq is not null
        """;

    /// <summary>A redemption that a caller names comes with the open holds, ended or not.</summary>
    const string NamedRedemption = """
        union all
        select * from redemption o
        where o.bucket = a.bucket and o.account_number = a.account_number
            and o.redemption_number = root.seq and o.status <> 'held'
        """;

    /// <summary>What had been redeemed before the periods of the program's limits.</summary>
    const string Usage = """
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
        """;

    const string NamedColumns = """
        , named_lots.list as NamedLots, n.seq as NamedSeq, n.kind as NamedKind, root.seq as RootSeq,
        root.kind as RootKind, root.external_id as RootExternalId, root.occurred_at as RootOccurredAt
        """;

    const string UsageColumns = """
        , before_day.redeemed_total as BeforeDay, before_day.redeemed_count as CountBeforeDay,
        before_month.redeemed_total as BeforeMonth
        """;

    /// <summary>Who has an account is enrolled: asked only of those who have none yet.</summary>
    const string Enrolment = """
        (select true from enrolment o
            where o.bucket = m.bucket and o.member_number = m.member_number and o.program_number = asked.program
            limit 1)
        """;

    const string Keys = """
        left join lateral (
            select * from outcome o
            where o.bucket = a.bucket and o.account_number = a.account_number and o.family = 'key'
                and o.key_name = q.key_name and o.key = q.key
            limit 1
        ) k on true
        """;

    const string KeyColumns = ", k.fingerprint as KeyFingerprint, k.result as KeyOutcome";

    const string ExternalIds = """
        left join lateral (
            select * from outcome o
            where o.bucket = a.bucket and o.account_number = a.account_number and o.family = q.family
                and o.key_name = '' and o.key = q.external_id
            limit 1
        ) x on true
        """;

    const string ExternalIdColumns = ", x.fingerprint as ExternalFingerprint, x.result as ExternalOutcome";

    /// <summary>Starting a statement costs by its parts, more than they do for a row: rare ones are left out.</summary>
    public static string Text(LoadParts parts) => $"""
        select p.code as ProgramCode, p.version as ProgramVersion, m.member_number as MemberNumber,
            m.status as MemberStatus, m.language as MemberLanguage,
            coalesce(a.account_number is not null or {Enrolment}, false) as Enrolled,
            q.wants_lots as HasLots, q.max_lots is null as HasAllLots, a.account_number as AccountNumber,
            a.points_currency_number as CurrencyNumber, a.version as Version, a.seq as Seq, a.balance as Balance,
            a.held as Held, a.pending as Pending, a.debt as Debt, a.earned_total as Earned,
            a.redeemed_total as Redeemed, a.redeemed_count as RedeemedCount, a.expired_total as Expired,
            a.last_hash as LastHash, a.last_effective_at as LastEffectiveAt, lots.list as Lots,
            redemptions.list as Redemptions, q.api_key_id is null or q.api_key_id in (
                select o.key_id from api_key o
                where o.key_id = any(@KeysToConfirm) and o.revoked_at is null
                    and (o.expires_at is null or o.expires_at > @Now)) as IsKeyValid
            {(parts.HasKeys ? KeyColumns : "")}
            {(parts.HasExternalIds ? ExternalIdColumns : "")}
            {(parts.HasNumbers ? NamedColumns : "")}
            {(parts.HasPeriods ? UsageColumns : "")}
        from (
            select unnest(@ProgramNumbers) as program_number, unnest(@OperatorNumbers) as operator_number,
                unnest(@CurrencyNumbers) as currency_number, unnest(@IdentifierBuckets) as identifier_bucket,
                unnest(@Kinds) as kind, unnest(@Values) as value, unnest(@MemberNumbers) as member_number,
                unnest(@AccountNumbers) as account_number, unnest(@Seqs) as seq, unnest(@KeyNames) as key_name,
                unnest(@Keys) as key, unnest(@Families) as family, unnest(@ExternalIds) as external_id,
                unnest(@WantsLots) as wants_lots, unnest(@MaxLots) as max_lots, unnest(@DayStarts) as day_start,
                unnest(@MonthStarts) as month_start, unnest(@ApiKeyIds) as api_key_id,
                unnest(@Places) as place
        ) as q
        {(parts.HasNumbers ? Given : "")}
        cross join lateral (
            select {(parts.HasNumbers ? "coalesce(q.program_number, given.program_number)" : "q.program_number")}
                    as program,
                {(parts.HasNumbers ? "coalesce(q.currency_number, given.points_currency_number)" : "q.currency_number")}
                    as currency
        ) asked
        left join lateral (
            select * from program o where o.program_number = asked.program limit 1
        ) p on true
        left join lateral (
            select * from identifier o
            where o.bucket = q.identifier_bucket and o.operator_number = q.operator_number and o.kind = q.kind
                and o.value = q.value
            limit 1
        ) i on true
        cross join lateral (
            select coalesce(q.member_number, i.member_number{(parts.HasNumbers ? ", given.owner_number" : "")})
                as number
        ) owner
        left join lateral (
            select * from member o where o.bucket = (owner.number & 255) and o.member_number = owner.number limit 1
        ) m on true
        left join lateral (
            select * from account o
            where o.bucket = m.bucket and o.owner_number = m.member_number and o.owner_kind = 'member'
                and o.points_currency_number = asked.currency
            limit 1
        ) a on true
        {(parts.HasKeys ? Keys : "")}
        {(parts.HasExternalIds ? ExternalIds : "")}
        {(parts.HasNumbers ? Named : "")}
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
                 limit q.max_lots)
            ) l
        ) lots on true
        left join lateral (
            select json_agg(json_build_array(r.redemption_number, r.status, r.type, r.points, r.committed, r.released,
                r.cancelled, r.hold_expires_at, r.posted_at, r.ended_at, f.lots, f.available_change, f.available_after,
                f.external_id, f.occurred_at))::text as list
            from (
                select * from redemption o
                where o.bucket = a.bucket and o.account_number = a.account_number and o.status = 'held'
                    and q.wants_lots
                {(parts.HasNumbers ? NamedRedemption : "")}
            ) r
            cross join lateral (
                select * from entry o
                where o.bucket = r.bucket and o.account_number = r.account_number and o.seq = r.redemption_number
                limit 1
            ) f
        ) redemptions on true
        {(parts.HasPeriods ? Usage : "")}
        order by q.place
        """;
}

/// <summary>What callers ask for beyond a member's account.</summary>
/// <param name="HasKeys">Somebody sends an idempotency key.</param>
/// <param name="HasExternalIds">Somebody gives what is to be done an id of their own.</param>
/// <param name="HasNumbers">Somebody names an account or a transaction by its number.</param>
/// <param name="HasPeriods">Somebody's program has limits by day or month.</param>
readonly record struct LoadParts(bool HasKeys, bool HasExternalIds, bool HasNumbers, bool HasPeriods)
{
    public static LoadParts Of(IReadOnlyList<LoadQuery> asked) => new(
        asked.Any(query => query.Command.Key is not null), asked.Any(query => query.Command.Who.ExternalId is not null),
        asked.Any(query => query.Command.Who is NumberedAccount), asked.Any(query => query.Periods is not null));
}
