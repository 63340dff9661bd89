using Dapper;
using Loyalty.Domain.Ledger;
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
            select program_number as Program, option_number as Option, taken as Taken from option_stock
            """;
        var stored = (await connection.QueryAsync<(int Program, int Option, long Taken)>(
            new(sql, cancellationToken: ct))).ToDictionary(row => (row.Program, row.Option), row => row.Taken);
        return
            from option in stored.Keys.Union(held.Keys).Order()
            let expected = held.GetValueOrDefault(option)
            let found = stored.TryGetValue(option, out var taken) ? $"{taken}" : "no row"
            where found != $"{expected}"
            select new Difference(
                null, null, $"taken of option {option.Option} of program {option.Program}", $"{expected}", found);
    }

    /// <summary>Both ways: a code leads to the redemption that has it.</summary>
    static async Task<IEnumerable<Difference>> OfCoupons(NpgsqlConnection connection, CancellationToken ct)
    {
        const string sql = """
            select coalesce(r.account_number, c.account_number) as Account,
                coalesce(r.redemption_number, c.redemption_number) as Seq,
                r.code is not null as HasCode
            from (select * from redemption where code is not null) r
            full join coupon c on c.account_number = r.account_number and c.redemption_number = r.redemption_number
                and c.code = r.code
            where r.code is null or c.code is null
            order by 1, 2
            """;
        var rows = await connection.QueryAsync<(int Account, int Seq, bool HasCode)>(new(sql, cancellationToken: ct));
        return rows.Select(row => new Difference(
            new(row.Account), row.Seq, "coupon of the redemption's code", row.HasCode ? "there" : "none",
            row.HasCode ? "missing" : "there"));
    }
}
