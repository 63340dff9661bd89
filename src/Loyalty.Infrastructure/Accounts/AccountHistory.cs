using Dapper;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure.Ledger;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>
/// Accounts as they were. The entries up to a time are played again, as verify does it: nothing about the past is
/// stored twice. It costs reading that part of the account's ledger, which is streamed.
/// </summary>
sealed class AccountHistory(Database database)
{
    public Task<AccountState> ReadUntil(
        AccountId account, PointsCurrency currency, DateTimeOffset at, CancellationToken ct)
    {
        const string sql = $"""
            {EntryRow.Columns}
            where bucket = @Bucket and account_number = @Number and effective_at <= @at
            order by seq
            """;
        return database.Read(async (connection, token) =>
            {
                var replay = new AccountReplay(account, currency);
                var rows = connection.QueryUnbufferedAsync<EntryRow>(sql, new { account.Bucket, account.Number, at });
                await foreach (var row in rows.WithCancellation(token))
                {
                    replay.Add(row.ToEntry());
                }

                return replay.State;
            },
            ct);
    }
}
