using Dapper;
using Loyalty.Application.Ledger;
using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>Reads entries and redemptions as the API shows them: as they stand now, due or stored.</summary>
public sealed class TransactionQueries(DatabaseSession session, TimeProvider clock) : ILedger
{
    public Task<IReadOnlyList<TransactionView>> Transactions(
        AccountId account, TransactionFilter filter, int before, int take, CancellationToken ct)
    {
        const string sql = $"""
            {TransactionRow.Sql}
            where a.bucket = @Bucket and a.account_number = @Number and e.seq < @before
                and (@Type::text is null or e.kind = @Type)
                and (@Status::text is null or {TransactionRow.StatusNow} = @Status)
                and (@ExternalId::text is null or e.external_id = @ExternalId)
                and (@From::timestamptz is null or e.occurred_at >= @From)
                and (@To::timestamptz is null or e.occurred_at < @To)
            order by e.seq desc
            limit @take
            """;
        return Rows<TransactionRow, TransactionView>(sql, new
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
        }, row => row.ToView(), ct);
    }

    public async Task<FoundTransaction?> Find(TransactionNumber number, CancellationToken ct)
    {
        const string sql = $"""
            {TransactionRow.Sql}
            where a.bucket = @Bucket and a.account_number = @Number and e.seq = @seq
            """;
        var rows = await Rows<TransactionRow, FoundTransaction>(
            sql,
            new { number.Account.Bucket, number.Account.Number, seq = number.Seq, now = clock.GetUtcNow() },
            row => new(row.ToView(), row.Operator, row.Program),
            ct);
        return rows.SingleOrDefault();
    }

    public async Task<(IReadOnlyList<Redemption> Redemptions, IReadOnlyCollection<Lot> Lots)> Redemptions(
        AccountId account, RedemptionFilter filter, int before, int take, CancellationToken ct)
    {
        const string sql = $"""
            {RedemptionRow.Columns}
            where r.bucket = @Bucket and r.account_number = @Number and r.redemption_number < @before
                and (@Status::text is null or @Status = case
                    when r.status = 'held' and r.hold_expires_at <= @now then 'timed_out'
                    else r.status
                end)
                and (@ExternalId::text is null or e.external_id = @ExternalId)
            order by r.redemption_number desc
            limit @take
            """;
        const string lotsSql = $"""
            {LotRow.Columns}
            where bucket = @Bucket and account_number = @Number and lot_number = any(@numbers)
            """;
        var now = clock.GetUtcNow();
        var redemptions = await Rows<RedemptionRow, Redemption>(sql, new
        {
            account.Bucket,
            account.Number,
            filter.Status,
            filter.ExternalId,
            before,
            take,
            now,
        }, row => row.ToRedemption().AsOf(now), ct);
        var numbers = redemptions.SelectMany(redemption => redemption.Takings).Select(taking => taking.Lot)
            .Distinct().ToArray();
        var lots = await Rows<LotRow, Lot>(
            lotsSql, new { account.Bucket, account.Number, numbers }, row => row.ToLot(), ct);
        return (redemptions, lots);
    }

    public Task<IReadOnlyList<Expiration>> Expired(
        AccountId account, DateTimeOffset first, DateTimeOffset last, int upToSeq, CancellationToken ct)
    {
        const string sql = """
            select e.effective_at as At, e.related_seq as Lot, -e.amount as Points
            from entry e
            where e.bucket = @Bucket and e.account_number = @Number and e.kind = 'expiry'
                and e.effective_at between @first and @last and e.seq <= @upToSeq
            """;
        return Rows<ExpirationRow, Expiration>(
            sql,
            new { account.Bucket, account.Number, first, last, upToSeq },
            row => new(row.At, row.Lot, new(row.Points)),
            ct);
    }

    Task<IReadOnlyList<T>> Rows<TRow, T>(
        string sql, object parameters, Func<TRow, T> read, CancellationToken ct) =>
        session.Run<IReadOnlyList<T>>(async (connection, transaction, token) =>
            [.. (await connection.QueryAsync<TRow>(new CommandDefinition(
                sql, parameters, transaction, cancellationToken: token))).Select(read)], ct);

    sealed record ExpirationRow
    {
        public required DateTimeOffset At { get; init; }

        public required int Lot { get; init; }

        public required decimal Points { get; init; }
    }
}
