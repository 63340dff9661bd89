using Loyalty.Application.Ledger;
using Loyalty.Application.Ports;
using Loyalty.Application.Redemptions;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
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
