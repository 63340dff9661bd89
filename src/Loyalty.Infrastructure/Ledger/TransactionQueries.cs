using System.Globalization;
using Loyalty.Application;
using Loyalty.Application.Ledger;
using Loyalty.Application.Ports;
using Loyalty.Application.Redemptions;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Tiers;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>Reads entries and redemptions as the API shows them: as they stand now, due or stored.</summary>
public sealed class TransactionQueries(DatabaseSession session, TimeProvider clock) : ILedger
{
    public Task<IReadOnlyList<TransactionView>> Transactions(
        AccountId account, TransactionFilter filter, int before, int take, CancellationToken ct)
    {
        var sql = $"""
            {TransactionRow.Select}
            where a.bucket = @Bucket and a.account_number = @Number and e.seq < @before
                and (@Type::text is null or e.kind = @Type)
                and (@Status::text is null or {TransactionRow.StatusNow} = @Status)
                and (@ExternalId::text is null or e.external_id = @ExternalId)
                and (@From::timestamptz is null or e.occurred_at >= @From)
                and (@To::timestamptz is null or e.occurred_at < @To)
            order by e.seq desc
            limit @take
            """;
        var parameters = new
        {
            account.Bucket,
            account.Number,
            filter.Type,
            filter.Status,
            filter.ExternalId,
            filter.From,
            filter.To,
            before,
            take,
            now = clock.GetUtcNow(),
        };
        return session.Query(sql, parameters, row => TransactionRow.Read(row).ToView(), ct);
    }

    public async Task<EarnedHistory> Earned(AccountId account, int upToSeq, CancellationToken ct)
    {
        // Entries of early forms count what was temporary by then.
        const string sql = """
            select e.effective_at, e.posted
            from (
                select e.seq, e.effective_at, e.posted, lag(e.posted, 1, 0) over (order by e.seq) as before
                from (
                    select e.seq, e.effective_at, e.earned_total - case when e.form < 4 then coalesce(
                        sum(case when e.kind = 'accrual' then l.points else -l.points end) over (order by e.seq), 0)
                        else 0 end as posted
                    from entry e
                    left join lateral (
                        select v.points from every_lot v
                        where e.form < 4 and e.kind in ('accrual', 'commit', 'rollback') and v.bucket = e.bucket
                            and v.account_number = e.account_number and v.pending_until is not null
                            and v.lot_number = case when e.kind = 'accrual' then e.seq else e.related_seq end
                        limit 1
                    ) l on true
                    where e.bucket = @Bucket and e.account_number = @Number and e.seq <= @upToSeq
                        and e.kind not in ('redemption', 'hold', 'expiry', 'activation')
                ) e
            ) e
            where e.posted <> e.before
            order by e.seq
            """;
        return new(await session.Query(
            sql, new { account.Bucket, account.Number, upToSeq },
            row => new EarnedChange(row.Time(), row.Points()), ct));
    }

    public async Task<IReadOnlyList<TransactionView>> ByOwnId(
        string? program, Caller caller, OwnIdFilter filter, string? after, int take, CancellationToken ct)
    {
        const string numbersSql = """
            select p.program_number
            from program p
            join operator o using (operator_number)
            where (@program::text is null or p.code = @program) and (@Operator::text is null or o.code = @Operator)
                and (@mine::text[] is null or p.code = any(@mine))
            """;
        var sql = $"""
            {TransactionRow.Select}
            join external_id x on x.bucket = e.bucket and x.account_number = e.account_number and x.seq = e.seq
            where x.digest = any(@digests) and (@Type::text is null or e.kind = @Type)
                and (@seq::int is null or (e.recorded_at, e.account_number, e.seq) < (
                    select o.recorded_at, o.account_number, o.seq from entry o
                    where o.bucket = @bucket and o.account_number = @account and o.seq = @seq))
            order by e.recorded_at desc, e.account_number desc, e.seq desc
            limit @take
            """;
        var last = after is null ? (TransactionNumber?)null
            : new(long.TryParse(after, CultureInfo.InvariantCulture, out var number) ? number : 0);
        var programs = await session.Query<int>(
            numbersSql, new { program, caller.Operator, mine = caller.Programs?.ToArray() }, ct);
        var parameters = new
        {
            digests = programs.SelectMany(of => ExternalReference.Families.Select(
                family => NewOutcome.DigestOfExternalId(of, new(family, filter.ExternalId!)))).ToArray(),
            filter.Type,
            bucket = last?.Account.Bucket,
            account = last?.Account.Number,
            seq = last?.Seq,
            take,
            now = clock.GetUtcNow(),
        };
        return await session.Query(sql, parameters, row => TransactionRow.Read(row).ToOwnedView(), ct);
    }

    public Task<IReadOnlyList<StatementRow>> Statement(
        AccountId account, int after, int last, int take, CancellationToken ct)
    {
        var sql = $"""
            {TransactionRow.Select}
            where a.bucket = @Bucket and a.account_number = @Number and e.seq > @after and e.seq <= @last
            order by e.seq
            limit @take
            """;
        var parameters = new { account.Bucket, account.Number, after, last, take, now = clock.GetUtcNow() };
        return session.Query(sql, parameters, row => TransactionRow.Read(row).ToStatement(), ct);
    }

    public async Task<TransactionNumber?> CommitOf(TransactionNumber temporary, CancellationToken ct)
    {
        const string sql = """
            select e.seq from entry e
            where e.bucket = @Bucket and e.account_number = @Number and e.seq > @Seq and e.related_seq = @Seq
                and e.kind = 'commit'
            limit 1
            """;
        var parameters = new { temporary.Account.Bucket, temporary.Account.Number, temporary.Seq };
        return await session.QueryOne<int?>(sql, parameters, ct) is { } seq
            ? temporary.Account.Transaction(seq)
            : null;
    }

    public async Task<TransactionView?> Find(TransactionNumber number, CancellationToken ct)
    {
        var sql = $"""
            {TransactionRow.Select}
            where a.bucket = @Bucket and a.account_number = @Number and e.seq = @Seq
            """;
        var parameters = new { number.Account.Bucket, number.Account.Number, number.Seq, now = clock.GetUtcNow() };
        return (await session.Query(sql, parameters, row => TransactionRow.Read(row).ToView(), ct)).SingleOrDefault();
    }

    public async Task<(IReadOnlyList<Redemption> Redemptions, IReadOnlyCollection<Lot> Lots)> Redemptions(
        AccountId account, RedemptionFilter filter, int before, int take, CancellationToken ct)
    {
        // Plain ones are entries alone; what stands otherwise than posted has a row.
        var rows = filter.Status is null or RedemptionStatus.Posted
            ? $"""
            cross join lateral (
                select * from redemption o
                where o.bucket = e.bucket and o.account_number = e.account_number and o.redemption_number = e.seq
                union all
                {RedemptionTable.OfPlain("e")}
                where not exists (
                    select from redemption o
                    where o.bucket = e.bucket and o.account_number = e.account_number and o.redemption_number = e.seq)
            ) r
            """
            : """
            join redemption r on r.bucket = e.bucket and r.account_number = e.account_number
                and r.redemption_number = e.seq
            """;
        var sql = $"""
            select {RedemptionTable.Columns("r", "e")}
            from entry e
            {rows}
            where e.bucket = @Bucket and e.account_number = @Number and e.seq < @before
                and e.kind in ('redemption', 'hold')
                and (@Status::text is null or @Status = {RedemptionTable.StatusNow})
                and (@ExternalId::text is null or e.external_id = @ExternalId)
            order by e.seq desc
            limit @take
            """;
        var lotsSql = $"""
            select {LotTable.Rows.Columns("l")}
            from every_lot l
            where l.bucket = @Bucket and l.account_number = @Number and l.lot_number = any(@numbers)
            """;
        var now = clock.GetUtcNow();
        var parameters = new
        {
            account.Bucket,
            account.Number,
            filter.Status,
            filter.ExternalId,
            before,
            take,
            now,
        };
        var redemptions = await session.Query(
            sql, parameters, row => RedemptionTable.Read(row).AsOf(now), ct);
        var numbers = redemptions.SelectMany(redemption => redemption.Takings).Select(taking => taking.Lot)
            .Distinct().ToArray();
        return (redemptions,
            await session.Query(lotsSql, new { account.Bucket, account.Number, numbers }, LotTable.Read, ct));
    }

    public Task<IReadOnlyList<Expiration>> Expired(
        AccountId account, DateTimeOffset first, DateTimeOffset last, int upToSeq, CancellationToken ct)
    {
        var sql = $"""
            select e.effective_at, e.related_seq, -e.amount
            from entry e
            where e.bucket = @Bucket and e.account_number = @Number and e.kind = 'expiry'
                and e.effective_at between @first and @last and e.seq <= @upToSeq
                and e.seq < {EntryTable.SeqOfDay("@Bucket", "@Number", "> @last")}
                and e.seq >= coalesce((
                    select n.seq from entry n
                    where n.bucket = @Bucket and n.account_number = @Number and n.first_of_day
                        and n.effective_at <= @first
                    order by n.effective_at desc, n.seq desc
                    limit 1), 1)
            """;
        return session.Query(
            sql, new { account.Bucket, account.Number, first, last, upToSeq },
            row => new Expiration(row.Time(), row.Int32(), row.Points()), ct);
    }
}
