using Dapper;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Tests.Accounts;

/// <summary>The order of locks is the order of the sent list only in a nested loop that the list drives.</summary>
public sealed class CommitPlanTests
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
            @"Update on account a\n\s+->\s+Nested Loop.*\n\s+->\s+Subquery Scan on u\n\s+Filter: CASE.*\n"
            + @"\s+->\s+ProjectSet\n\s+->\s+Result\n\s+SubPlan.*\n\s+->\s+CTE Scan on seen.*\n"
            + @"\s+->\s+Index Scan using account_pkey"));
        Assert.That(plan, Does.Not.Match("Hash Join|Merge Join|Seq Scan"));
        if (isWhole)
        {
            // Stock comes last, in the order of its key.
            Assert.That(plan, Does.Match(
                @"Update on option_stock t\S*\n\s+->\s+Nested Loop\n\s+->\s+Subquery Scan on n\n"
                + @"\s+->\s+GroupAggregate\n(.*\n)?\s+->\s+Sort\n"));
        }
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
                last_effective_at, opened_at, lots)
        select n & 255, n, 1, 1, 'member', n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, decode(repeat('00', 32), 'hex'), now(),
            now(), decode('01' || repeat('00', 24), 'hex')
        from generate_series(1, 20000) n
        """;

    static async Task<string> Plan(NpgsqlDataSource source, string planning, bool isWhole)
    {
        await using var connection = await source.OpenConnectionAsync();
        var chain = new Chain(new(new() { Id = new(1), Currency = new(1, "p", "P", 2, true) }), [], new(1, "p"));
        chain.Seal(DateTimeOffset.UtcNow);
        var chains = new ChainsToSave([chain, chain], DateTimeOffset.UtcNow);
        var forms = SaveStatement.AllTexts().Select(form => form.Text);
        var statement = new PreparedStatement<ChainsToSave>(isWhole ? forms.Last() : forms.First());
        var command = await statement.Command(connection, chains);
        var (sql, types) = (command.CommandText,
            command.Parameters.Select(parameter => parameter.DataTypeName!).ToList());
        await connection.ExecuteAsync(
            $"set plan_cache_mode = {planning}; prepare commit_plan ({string.Join(", ", types)}) as {sql}");
        var two = types.Select(
            type => type.EndsWith("[]", StringComparison.Ordinal) ? $"array[null, null]::{type}" : "now()");
        var lines = await connection.QueryAsync<string>(
            $"explain (costs off) execute commit_plan ({string.Join(", ", two)})");
        return string.Join('\n', lines);
    }
}
