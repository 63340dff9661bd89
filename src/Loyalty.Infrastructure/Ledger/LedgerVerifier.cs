using System.Collections.Immutable;
using Dapper;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure.Accounts.Tables;
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

    static readonly PointsCurrency AnyCurrency = new(0, "", "", Points.MaxScale, true);

    public async Task<VerifyReport> Verify(Action<Difference> found, CancellationToken ct)
    {
        await using var connection = await database.General.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, ct);
        var orphans = await Orphans(connection, ct);
        foreach (var orphan in orphans)
        {
            found(new(new AccountId(orphan), null, "account of rows", "there", "missing"));
        }

        await ReadByIndex(connection, ct);
        var report = new VerifyReport(0, 0, orphans.Count);
        var shared = new SharedCheck();
        var (bucket, account) = ((short)-1, 0);
        while (await Accounts(connection, bucket, account, ct) is { Count: > 0 } accounts)
        {
            report = await CheckPage(connection, accounts, report, shared, found, ct);
            (bucket, account) = (accounts[^1].Id.Bucket, accounts[^1].Id.Number);
        }

        var differences = await shared.Differences(connection, ct);
        differences.ToList().ForEach(found);
        return report with { Differences = report.Differences + differences.Count };
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
                union select bucket, account_number from external_id
                union select (account_number & 255)::smallint, account_number from coupon
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
        NpgsqlConnection connection, IReadOnlyList<StoredAccount> accounts, VerifyReport report, SharedCheck shared,
        Action<Difference> found, CancellationToken ct)
    {
        const string range = """
            (@firstBucket, @firstAccount) and (@lastBucket, @lastAccount)
            """;
        var lotsSql = $"""
            select l.account_number, l.open, {LotTable.Rows.Columns("l")}
            from lot l
            where (l.bucket, l.account_number) between {range}
            """;
        var redemptionsSql = $"""
            select r.account_number, {RedemptionTable.Columns("r", "e")}
            from redemption r
            join entry e on e.bucket = r.bucket and e.account_number = r.account_number and e.seq = r.redemption_number
            where (r.bucket, r.account_number) between {range}
            """;
        var entriesSql = $"""
            {EntryTable.Select}
            where (bucket, account_number) between {range}
            order by bucket, account_number, seq
            """;
        var (first, last) = (accounts[0], accounts[^1]);
        var page = new
        {
            firstBucket = first.Id.Bucket,
            firstAccount = first.Id.Number,
            lastBucket = last.Id.Bucket,
            lastAccount = last.Id.Number,
        };
        var lots = (await connection.Rows(
            new(lotsSql, page, cancellationToken: ct), row =>
                (Account: row.Int32(), IsOpen: row.Flag(), Lot: LotTable.Read(row))))
            .ToLookup(row => row.Account, row => (row.IsOpen, row.Lot));
        var redemptions = (await connection.Rows(
            new(redemptionsSql, page, cancellationToken: ct), row =>
                (Account: row.Int32(), Redemption: RedemptionTable.Read(row))))
            .ToLookup(row => row.Account, row => row.Redemption);
        var checks = accounts.ToDictionary(
            account => account.Id, account => new LedgerCheck(account.Id, account.Row.Bare.Usage?.Periods));
        var entries = 0;
        await foreach (var entry in connection.Stream(entriesSql, page, EntryTable.Read, ct))
        {
            if (checks.TryGetValue(entry.Account, out var check))
            {
                check.Add(entry);
                entries++;
            }
        }

        var differences = new List<Difference>();
        foreach (var account in accounts)
        {
            var table = lots[account.Id.Number].ToList();
            var onRow = OnRow(account.Row, differences);
            differences.AddRange(checks[account.Id].Finish(
                account.Row.Bare with
                {
                    Lots = onRow.With([.. table.Select(stored => stored.Lot)]),
                    Redemptions = redemptions[account.Id.Number].ToImmutableDictionary(redemption => redemption.Id),
                },
                account.DueAt));
            shared.Add(account.Program, checks[account.Id].StockHeld());
            differences.AddRange(new PlacesCheck(account.Row, onRow, table).Differences());
        }

        differences.ForEach(found);
        return new(report.Accounts + accounts.Count, report.Entries + entries, report.Differences + differences.Count);
    }

    /// <summary>That they can't be read is a difference like any other.</summary>
    static LotSet OnRow(AccountRow row, List<Difference> differences)
    {
        try
        {
            return row.Unpack().Lots;
        }
        catch (InvalidDataException error)
        {
            differences.Add(new(row.Bare.Id, null, "lots on the row", "readable", error.Message));
            return [];
        }
    }

    static async Task<IReadOnlyList<StoredAccount>> Accounts(
        NpgsqlConnection connection, short bucket, int account, CancellationToken ct)
    {
        var sql = $"""
            select a.account_number, {AccountTable.Columns.Names("a")}, d.due_at, a.program_number
            from account a
            left join due d using (bucket, account_number)
            where (a.bucket, a.account_number) > (@bucket, @account)
            order by a.bucket, a.account_number
            limit @PageSize
            """;
        return await connection.Rows(
            new(sql, new { bucket, account, PageSize }, cancellationToken: ct),
            row => new StoredAccount(
                AccountTable.Read(row, new(row.Int32()), AnyCurrency), row.TimeOrNull(), row.Int32()));
    }

    /// <summary>An account's row, when it is due, and its program's number.</summary>
    sealed record StoredAccount(AccountRow Row, DateTimeOffset? DueAt, int Program)
    {
        public AccountId Id => Row.Bare.Id;
    }
}
