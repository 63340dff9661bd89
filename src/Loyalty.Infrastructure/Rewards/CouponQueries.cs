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
}
