using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Programs;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Rewards;

/// <summary>Finds redemptions by the codes that they gave.</summary>
sealed class CouponQueries(DatabaseSession session, ProgramCatalog programs) : ICoupons
{
    public async Task<TransactionNumber?> Find(string program, string code, CancellationToken ct)
    {
        const string sql = """
            select account_number, redemption_number
            from coupon
            where bucket = @bucket and program_number = @number and code = @code
            """;
        if (await programs.Find(program, ct) is not { Number: var number })
        {
            return null;
        }

        var parameters = new { bucket = CouponTable.Bucket(number, code), number, code };
        var rows = await session.Query(
            sql, parameters, row => new AccountId(row.Int32()).Transaction(row.Int32()), ct);
        return rows is [var found] ? found : null;
    }

    public Task<IReadOnlyList<Redemption>> Of(
        AccountState account, string? status, DateTimeOffset now, int before, int take, CancellationToken ct)
    {
        var sql = $"""
            select {RedemptionTable.Columns("r", "e")}
            from redemption r
            join entry e on e.bucket = r.bucket and e.account_number = r.account_number
                and e.seq = r.redemption_number
            where r.bucket = @Bucket and r.account_number = @Number and r.redemption_number < @before
                and r.code is not null and r.posted_at is not null
                and (@status::text is null or @status = case
                    when r.committed = r.cancelled then 'void'
                    when r.code_used_at is not null then 'used'
                    when @isClosed and (e.about::jsonb ->> 'transferable') is null then 'void'
                    when r.code_expires_at + interval '1 second' <= @now then 'expired'
                    when r.code_held_until > @now then 'held'
                    else 'active' end)
            order by r.redemption_number desc
            limit @take
            """;
        var parameters = new
        {
            account.Id.Bucket,
            account.Id.Number,
            isClosed = account.Owner.IsClosed,
            status,
            now,
            before,
            take,
        };
        return session.Query(sql, parameters, RedemptionTable.Read, ct);
    }
}
