using Dapper;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>What a run over all accounts came to.</summary>
public sealed record VerifyReport(int Accounts, long Entries, int Differences);

/// <summary>
/// Recomputes every account from its entries and reports what is stored otherwise. It reads one snapshot, page by page
/// of accounts, and changes nothing; the service may go on meanwhile.
/// </summary>
public sealed class LedgerVerifier(Database database)
{
    const int PageSize = 1000;

    public async Task<VerifyReport> Verify(Action<Difference> found, CancellationToken ct)
    {
        await using var connection = await database.General.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, ct);
        var orphans = await Orphans(connection, ct);
        foreach (var orphan in orphans)
        {
            found(new(new(orphan), null, "account of rows", "there", "missing"));
        }

        await ReadByIndex(connection, ct);
        var report = new VerifyReport(0, 0, orphans.Count);
        var (bucket, account) = ((short)-1, 0);
        while (await Accounts(connection, bucket, account, ct) is { Count: > 0 } accounts)
        {
            report = await CheckPage(connection, accounts, report, found, ct);
            (bucket, account) = (accounts[^1].Bucket, accounts[^1].AccountNumber);
        }

        return report;
    }

    /// <summary>
    /// For the rest of the transaction: the planner takes a page of accounts for many more than it is, and would read
    /// whole tables, or start further processes, for each.
    /// </summary>
    static async Task ReadByIndex(NpgsqlConnection connection, CancellationToken ct)
    {
        const string sql = """
            set local enable_seqscan = off;
            set local enable_hashjoin = off;
            set local enable_mergejoin = off;
            set local max_parallel_workers_per_gather = 0;
            set local jit = off
            """;
        await connection.ExecuteAsync(new(sql, cancellationToken: ct));
    }

    /// <summary>Numbers of accounts that rows belong to, and that are not there.</summary>
    static async Task<IReadOnlyList<int>> Orphans(NpgsqlConnection connection, CancellationToken ct)
    {
        const string sql = """
            select distinct o.account_number
            from (
                select bucket, account_number from entry
                union select bucket, account_number from lot
                union select bucket, account_number from redemption
                union select bucket, account_number from due
                union select bucket, account_number from note
                union select bucket, account_number from outcome
            ) o
            where not exists (
                select from account a where a.bucket = o.bucket and a.account_number = o.account_number)
            order by o.account_number
            """;
        return [.. await connection.QueryAsync<int>(new CommandDefinition(sql, cancellationToken: ct))];
    }

    /// <summary>
    /// Accounts, entries, lots and redemptions all come in the order of their keys, and are walked together.
    /// </summary>
    static async Task<VerifyReport> CheckPage(
        NpgsqlConnection connection, IReadOnlyList<AccountRow> accounts, VerifyReport report, Action<Difference> found,
        CancellationToken ct)
    {
        const string range = """
            (@firstBucket, @firstAccount) and (@lastBucket, @lastAccount)
            """;
        const string lotsSql = $"""
            {LotRow.Columns}
            where (bucket, account_number) between {range}
            """;
        const string redemptionsSql = $"""
            {RedemptionRow.Columns}
            where (r.bucket, r.account_number) between {range}
            """;
        const string entriesSql = $"""
            {EntryRow.Columns}
            where (bucket, account_number) between {range}
            order by bucket, account_number, seq
            """;
        var (first, last) = (accounts[0], accounts[^1]);
        var page = new
        {
            firstBucket = first.Bucket,
            firstAccount = first.AccountNumber,
            lastBucket = last.Bucket,
            lastAccount = last.AccountNumber,
        };
        var lotRows = await connection.QueryAsync<LotRow>(new CommandDefinition(lotsSql, page, cancellationToken: ct));
        var lots = lotRows.ToLookup(row => row.Account);
        var redemptions = (await connection.QueryAsync<RedemptionRow>(
            new CommandDefinition(redemptionsSql, page, cancellationToken: ct)))
            .ToLookup(row => row.Account, row => row.ToRedemption());
        var checks = accounts.ToDictionary(row => row.AccountNumber, row => new LedgerCheck(new(row.AccountNumber)));
        var entries = 0;
        await foreach (var row in connection.QueryUnbufferedAsync<EntryRow>(entriesSql, page).WithCancellation(ct))
        {
            if (checks.TryGetValue(row.Account, out var check))
            {
                check.Add(row.ToEntry());
                entries++;
            }
        }

        var differences = accounts.SelectMany(row => checks[row.AccountNumber].Finish(
            row.ToState(lots[row.AccountNumber].Select(lot => lot.ToLot()), redemptions[row.AccountNumber]),
            row.DueAt)).ToList();
        differences.AddRange(lots.SelectMany(group => group).Where(lot => lot.Open != lot.ToLot().IsOpen).Select(lot =>
            new Difference(new(lot.Account), lot.Number, "open of the lot", $"{lot.ToLot().IsOpen}", $"{lot.Open}")));
        differences.ForEach(found);
        return new(report.Accounts + accounts.Count, report.Entries + entries, report.Differences + differences.Count);
    }

    static async Task<IReadOnlyList<AccountRow>> Accounts(
        NpgsqlConnection connection, short bucket, int account, CancellationToken ct)
    {
        const string sql = """
            select a.bucket as Bucket, a.account_number as AccountNumber, a.seq as Seq, a.balance as Balance,
                a.held as Held,
                a.pending as Pending, a.debt as Debt, a.earned_total as Earned, a.redeemed_total as Redeemed,
                a.redeemed_count as RedeemedCount, a.expired_total as Expired, a.last_hash as LastHash,
                a.last_effective_at as LastEffectiveAt, d.due_at as DueAt
            from account a
            left join due d using (bucket, account_number)
            where (a.bucket, a.account_number) > (@bucket, @account)
            order by a.bucket, a.account_number
            limit @PageSize
            """;
        return [.. await connection.QueryAsync<AccountRow>(
            new CommandDefinition(sql, new { bucket, account, PageSize }, cancellationToken: ct))];
    }
}
