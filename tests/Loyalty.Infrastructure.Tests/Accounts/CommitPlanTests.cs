using System.Text.RegularExpressions;
using Dapper;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Tests.Accounts;

/// <summary>The order of locks is the order of the sent list only in a nested loop that the list drives.</summary>
public sealed partial class CommitPlanTests
{
    [Test]
    public async Task Account_rows_are_locked_in_list_order_on_an_empty_and_on_a_filled_table(
        [Values] bool isFilled, [Values("force_custom_plan", "force_generic_plan")] string planning,
        [Values] bool isWhole)
    {
        await using var instance = new Instance(TestServer.On(await TestServer.NewDatabase()));
        await instance.Get<Migrator>().Migrate(CancellationToken.None);
        if (isFilled)
        {
            await instance.Execute(Fill);
            await instance.Execute("analyze account");
        }

        var plan = await Plan(instance.Get<Database>().Store, planning, isWhole);
        Assert.That(plan, Does.Match(
            @"Update on account a\n\s+->\s+Nested Loop.*\n\s+->\s+Subquery Scan on u\n\s+->\s+ProjectSet\n\s+->\s+Result\n"
            + @"\s+->\s+Index Scan using account_pkey"));
        Assert.That(plan, Does.Not.Match("Hash Join|Merge Join|Seq Scan"));
    }

    [Test]
    public async Task Without_the_stores_settings_the_plan_would_be_another()
    {
        await using var instance = new Instance(TestServer.On(await TestServer.NewDatabase()));
        await instance.Get<Migrator>().Migrate(CancellationToken.None);
        Assert.That(await Plan(instance.Get<Database>().General, "force_generic_plan", isWhole: true),
            Does.Match("Hash Join|Merge Join|Seq Scan"));
    }

    const string Fill = """
        insert into account (bucket, account_number, program_number, points_currency_number, owner_kind, owner_number,
            version, seq,
            balance, held, pending, debt, earned_total, redeemed_total, redeemed_count, expired_total, last_hash,
                last_effective_at, opened_at)
        select n & 255, n, 1, 1, 'member', n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, decode(repeat('00', 32), 'hex'), now(),
            now()
        from generate_series(1, 20000) n
        """;

    static async Task<string> Plan(NpgsqlDataSource source, string planning, bool isWhole)
    {
        await using var connection = await source.OpenConnectionAsync();
        var (sql, types) = Numbered(SaveStatement.Text(isWhole, isWhole));
        await connection.ExecuteAsync(
            $"set plan_cache_mode = {planning}; prepare commit_plan ({string.Join(", ", types)}) as {sql}");
        var two = types.Select(
            type => type.EndsWith("[]", StringComparison.Ordinal) ? $"array[null, null]::{type}" : "now()");
        var lines = await connection.QueryAsync<string>(
            $"explain (costs off) execute commit_plan ({string.Join(", ", two)})");
        return string.Join('\n', lines);
    }

    /// <summary>The statement with numbered parameters, and their types as the driver would send them.</summary>
    static (string Sql, IReadOnlyList<string> Types) Numbered(string text)
    {
        var parameters = CommitParameters.Of([new Chain(new Account(new AccountState
        {
            Id = new(1), Currency = new(1, "p", "P", 2, true),
        }), "p", DateTimeOffset.UtcNow)], DateTimeOffset.UtcNow);
        var names = new List<string>();
        var sql = Parameter().Replace(text, match =>
        {
            if (!names.Contains(match.Groups[1].Value))
            {
                names.Add(match.Groups[1].Value);
            }

            return $"${names.IndexOf(match.Groups[1].Value) + 1}";
        });
        return (sql, names.ConvertAll(name => TypeOf(parameters.GetType().GetProperty(name)!.PropertyType)));
    }

    static string TypeOf(Type type)
    {
        if (type == typeof(DateTimeOffset))
        {
            return "timestamptz";
        }

        var element = Nullable.GetUnderlyingType(type.GetElementType()!) ?? type.GetElementType()!;
        return element switch
        {
            _ when element == typeof(short) => "smallint[]",
            _ when element == typeof(int) => "int[]",
            _ when element == typeof(long) => "bigint[]",
            _ when element == typeof(decimal) => "numeric[]",
            _ when element == typeof(bool) => "boolean[]",
            _ when element == typeof(string) => "text[]",
            _ when element == typeof(byte[]) => "bytea[]",
            _ => "timestamptz[]",
        };
    }

    [GeneratedRegex("@([A-Z][A-Za-z]+)")]
    private static partial Regex Parameter();
}
