using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure.Accounts.Tables;
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
        var sql = $"""
            {EntryTable.Select}
            where bucket = @Bucket and account_number = @Number and effective_at <= @at
                and seq < {EntryTable.SeqOfDay("@Bucket", "@Number", "> @at")}
            order by seq
            """;
        return database.Read(async (connection, token) =>
            {
                var replay = new AccountReplay(account, currency);
                await foreach (var entry in connection.Stream(
                    sql, new { account.Bucket, account.Number, at }, EntryTable.Read, token))
                {
                    replay.Add(entry);
                }

                return replay.State;
            },
            ct);
    }
}
