using Dapper;
using Npgsql;

namespace Loyalty.Api.Tests.Processes;

/// <summary>A ledger that takes long to read; an export reads entries as they stand.</summary>
static class BigLedger
{
    /// <summary>Copies the first entry of a member's account until there are as many.</summary>
    public static async Task Fill(string database, string email, int rows)
    {
        await using var connection = new NpgsqlConnection(database);
        var columns = (await connection.QueryAsync<string>("""
            select column_name from information_schema.columns where table_name = 'entry' and column_name <> 'seq'
            """)).AsList();
        await connection.ExecuteAsync($"""
            insert into entry (seq, {string.Join(", ", columns)})
            select n, {string.Join(", ", columns.Select(column => $"e.{column}"))}
            from entry e, generate_series(2, @rows) as n
            where e.account_number = (
                select a.account_number from account a join identifier i on i.member_number = a.owner_number
                where i.value = @email)
            """, new { email, rows }, commandTimeout: 300);
        await connection.ExecuteAsync("vacuum analyze", commandTimeout: 300);
    }
}
