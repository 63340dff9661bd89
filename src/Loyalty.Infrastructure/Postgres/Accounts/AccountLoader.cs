using System.Security.Cryptography;
using Dapper;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Members;

namespace Loyalty.Infrastructure.Postgres.Accounts;

/// <summary>
/// Reads everything that decisions need in one statement, which is one snapshot: reference, member, account, open
/// lots, usage of the limits' periods, and what is recorded under the callers' keys.
/// </summary>
sealed class AccountLoader(Database database, ProgramCatalog programs, TimeProvider clock)
{
    /// <summary>
    /// Active lots that are loaded unless a decision turns out to need all of them; pending ones all are.
    /// </summary>
    public const int MaxLots = 500;

    /// <summary>
    /// Loads for callers that ask about one account. A member without an account yet gets an empty one: stored first,
    /// so that a commit finds its row, unless it is only looked at.
    /// </summary>
    public async Task Load(IReadOnlyList<Work> works, CancellationToken ct)
    {
        var stale = new HashSet<string>();
        var pending = works;
        while (pending.Count > 0)
        {
            pending = await LoadOnce(pending, stale, ct);
        }
    }

    /// <summary>
    /// Returns those whose program turned out to be older than the database's, or whose account was just opened.
    /// </summary>
    async Task<IReadOnlyList<Work>> LoadOnce(IReadOnlyList<Work> works, HashSet<string> stale, CancellationToken ct)
    {
        var asked = new List<LoadQuery>();
        foreach (var work in works)
        {
            var program = stale.Contains(work.Who.Program)
                ? await programs.Refresh(work.Who.Program, ct)
                : await programs.Find(work.Who.Program, ct);
            var currency = program?.Currency(work.Who.PointsCurrency);
            if (program is not null && currency is null && stale.Add(work.Who.Program))
            {
                program = await programs.Refresh(work.Who.Program, ct);
                currency = program?.Currency(work.Who.PointsCurrency);
            }

            if (program is null || currency is null)
            {
                work.Loaded = Loaded.No(program is null ? Declines.ProgramNotFound : Declines.CurrencyNotFound);
            }
            else
            {
                asked.Add(LoadQuery.For(work, program, currency, clock.GetUtcNow(), isFirst: asked.Count == 0));
            }
        }

        stale.Clear();
        if (asked.Count == 0)
        {
            return [];
        }

        var rows = await Read(asked, ct);
        var again = new List<Work>();
        for (var i = 0; i < asked.Count; i++)
        {
            var (query, row) = (asked[i], rows[i]);
            if (row.ProgramVersion != query.Program.Version)
            {
                stale.Add(query.Program.Code);
                again.Add(query.Work);
            }
            else if (!row.Enrolled)
            {
                query.Work.Loaded = Loaded.No(Declines.MemberNotFound);
            }
            else if (row.AccountNumber is null && query.Work.Stores)
            {
                if (row.MemberStatus == MemberStatus.Closed)
                {
                    query.Work.Loaded = Loaded.No(Declines.AccountClosed);
                    continue;
                }

                await Open(query, row.MemberNumber!.Value, ct);
                again.Add(query.Work);
            }
            else
            {
                // One snapshot holds for all: the lots were read once, with the first caller of the account.
                var shared = rows.First(other => other.AccountNumber == row.AccountNumber);
                query.Work.Loaded = shared.HasLots || row.AccountNumber is null
                    ? new(query.Program, row.ToState(query, shared), row.MemberLanguage, row.ByKey, row.ByExternalId,
                        null)
                    : null;
                if (query.Work.Loaded is null)
                {
                    again.Add(query.Work);
                }
            }
        }

        return again;
    }

    async Task<IReadOnlyList<LoadRow>> Read(IReadOnlyList<LoadQuery> asked, CancellationToken ct)
    {
        const string sql = """
            select p.version as ProgramVersion, m.member_number as MemberNumber, m.status as MemberStatus,
                m.language as MemberLanguage,
                e.member_number is not null as Enrolled, q.wants_lots as HasLots,
                a.account_number as AccountNumber, a.version as Version, a.seq as Seq, a.balance as Balance,
                    a.held as Held,
                a.pending as Pending, a.debt as Debt, a.earned_total as Earned, a.redeemed_total as Redeemed,
                a.redeemed_count as RedeemedCount, a.expired_total as Expired, a.last_hash as LastHash,
                a.last_effective_at as LastEffectiveAt, lots.list as Lots,
                k.fingerprint as KeyFingerprint, k.result as KeyOutcome,
                x.fingerprint as ExternalFingerprint, x.result as ExternalOutcome,
                before_day.redeemed_total as BeforeDay, before_day.redeemed_count as CountBeforeDay,
                before_month.redeemed_total as BeforeMonth
            from unnest(@ProgramNumbers, @OperatorNumbers, @CurrencyNumbers, @IdentifierBuckets, @Kinds, @Values,
                    @MemberNumbers, @KeyNames, @Keys, @Families, @ExternalIds, @WantsLots, @DayStarts, @MonthStarts)
                with ordinality as q (program_number, operator_number, currency_number, identifier_bucket, kind, value,
                    member_number, key_name, key, family, external_id, wants_lots, day_start, month_start, place)
            join program p on p.program_number = q.program_number
            left join identifier i on i.bucket = q.identifier_bucket and i.operator_number = q.operator_number
                and i.kind = q.kind and i.value = q.value
            left join member m on m.bucket = (coalesce(q.member_number, i.member_number) & 255)
                and m.member_number = coalesce(q.member_number, i.member_number)
            left join enrolment e on e.bucket = m.bucket and e.member_number = m.member_number
                and e.program_number = q.program_number
            left join account a on a.bucket = e.bucket and a.owner_number = e.member_number and a.owner_kind = 'member'
                and a.points_currency_number = q.currency_number
            left join outcome k on k.bucket = a.bucket and k.account_number = a.account_number and k.family = 'key'
                and k.key_name = q.key_name and k.key = q.key
            left join outcome x on x.bucket = a.bucket and x.account_number = a.account_number and x.family = q.family
                and x.key_name = '' and x.key = q.external_id
            left join lateral (
                select json_agg(json_build_array(l.lot_number, l.points, l.remaining, l.held, l.pending, l.available_at,
                    l.expires_at))::text as list
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
        var parameters = LoadQuery.Parameters(asked, MaxLots);
        return await Database.Read<IReadOnlyList<LoadRow>>(
            database.Store,
            async (connection, token) =>
                [.. await connection.QueryAsync<LoadRow>(
                    new CommandDefinition(sql, parameters, cancellationToken: token))],
            ct);
    }

    /// <summary>
    /// Stores an empty account for the member; the next load tells whose counts when several do so, or when the number
    /// was taken. The member's row is locked as erasing locks it: an account is opened before an erasure, which then
    /// sees it, or not at all.
    /// </summary>
    async Task Open(LoadQuery query, int memberNumber, CancellationToken ct)
    {
        const string sql = """
            insert into account (bucket, account_number, program_number, points_currency_number, owner_kind,
                owner_number,
                version, seq, balance, held, pending, debt, earned_total, redeemed_total, redeemed_count, expired_total,
                last_hash, last_effective_at, opened_at)
            select m.bucket, @account, @program, @currency, 'member', m.member_number,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, @hash, @epoch, @now
            from member m
            where m.bucket = @bucket and m.member_number = @owner and m.status <> 'closed'
            for share of m
            on conflict do nothing
            """;
        const int highBits = 1 << 23;

        // The account's number keeps the owner's bucket in its low bits.
        var number = (RandomNumberGenerator.GetInt32(highBits) * Buckets.Count) + Buckets.Of(memberNumber);
        var parameters = new
        {
            bucket = Buckets.Of(memberNumber),
            account = number == 0 ? Buckets.Count : number,
            program = query.Program.Number,
            currency = query.Currency.Number,
            owner = memberNumber,
            hash = HashChain.Start,
            epoch = DateTimeOffset.UnixEpoch,
            now = clock.GetUtcNow(),
        };
        await Database.Read(
            database.Store,
            (connection, token) =>
                connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: token)),
            ct);
    }
}
