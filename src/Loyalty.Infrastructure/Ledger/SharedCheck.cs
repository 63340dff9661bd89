using Dapper;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>
/// Whether what accounts share follows from their redemptions: stock that was taken, codes that were given.
/// </summary>
sealed class SharedCheck
{
    readonly Dictionary<(int Program, int Option), long> held = [];

    /// <summary>Takes what one account has of a program's stock, by option.</summary>
    public void Add(int program, IEnumerable<KeyValuePair<int, int>> stock)
    {
        foreach (var (option, count) in stock)
        {
            held[(program, option)] = held.GetValueOrDefault((program, option)) + count;
        }
    }

    /// <summary>Call it when all accounts were added, in their snapshot.</summary>
    public async Task<IReadOnlyList<Difference>> Differences(NpgsqlConnection connection, CancellationToken ct) =>
        [.. await OfStock(connection, ct), .. await OfCoupons(connection, ct)];

    async Task<IEnumerable<Difference>> OfStock(NpgsqlConnection connection, CancellationToken ct)
    {
        const string sql = """
            select coalesce(x.program_number, s.program_number) as Program,
                coalesce(x.option_number, s.option_number) as Option, s.taken as Taken,
                (x.terms ->> 'stock') is null = (s.remaining is null) as HasStockAsSaid
            from redemption_option x
            full join option_stock s on s.program_number = x.program_number and s.option_number = x.option_number
            """;
        var stored = (await connection.QueryAsync<(int Program, int Option, long? Taken, bool? HasStockAsSaid)>(
            new(sql, cancellationToken: ct))).ToDictionary(row => (row.Program, row.Option));
        return stored.Keys.Union(held.Keys).Order().SelectMany(option =>
        {
            var expected = $"{held.GetValueOrDefault(option)}";
            var row = stored.GetValueOrDefault(option);
            var found = row.Taken is { } taken ? $"{taken}" : "no row";
            const string asSaid = "as the option says";
            var name = $"of option {option.Option} of program {option.Program}";
            return new (string What, string Expected, string Found)[]
            {
                ($"taken {name}", expected, found),
                ($"stock {name}", asSaid, row.HasStockAsSaid == true ? asSaid : "otherwise"),
            };
        }).Where(pair => pair.Expected != pair.Found)
            .Select(pair => new Difference(null, null, pair.What, pair.Expected, pair.Found));
    }

    /// <summary>Both ways: a code leads to the redemption that has it, from the place where it is looked for.</summary>
    static async Task<IReadOnlyList<Difference>> OfCoupons(NpgsqlConnection connection, CancellationToken ct)
    {
        const string sql = """
            select coalesce(r.account_number, c.account_number), coalesce(r.redemption_number, c.redemption_number),
                r.code, a.program_number, c.code, c.program_number, c.bucket::int
            from (select * from redemption where code is not null) r
            join account a on a.bucket = r.bucket and a.account_number = r.account_number
            full join coupon c on c.account_number = r.account_number and c.redemption_number = r.redemption_number
            order by 1, 2
            """;
        var differences = new List<Difference>();
        await foreach (var row in connection.Stream(sql, new { }, CouponRow.Read, ct))
        {
            if (row.Expected != row.Found)
            {
                differences.Add(new(
                    new AccountId(row.Account), row.Seq, "coupon of the redemption's code", row.Expected, row.Found));
            }
        }

        return differences;
    }

    /// <summary>Where a code ought to stand, and where it does.</summary>
    sealed record CouponRow(int Account, int Seq, string Expected, string Found)
    {
        const string None = "none";

        public static CouponRow Read(RowValues row)
        {
            var (account, seq) = (row.Int32(), row.Int32());
            var (code, program) = (row.TextOrNull(), row.Int32OrNull());
            var (found, itsProgram, bucket) = (row.TextOrNull(), row.Int32OrNull(), row.Int32OrNull());
            return new(
                account, seq, code is null ? None : $"{code} {program} {CouponTable.Bucket(program!.Value, code)}",
                found is null ? None : $"{found} {itsProgram} {bucket}");
        }
    }
}
