using Dapper;
using Loyalty.Application;
using Loyalty.Application.Ports;
using Loyalty.Domain.Members;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Tests.Accounts;

/// <summary>What a load looks for in an account's history it finds by an index.</summary>
public sealed class LoadPlanTests
{
    [Test]
    public async Task No_part_of_a_load_reads_an_accounts_whole_history(
        [Values] bool isFilled, [Values("force_custom_plan", "force_generic_plan")] string planning)
    {
        await using var instance = new Instance(TestServer.On(await TestServer.NewDatabase()));
        await instance.Get<Migrator>().Migrate(CancellationToken.None);
        if (isFilled)
        {
            await instance.Execute(Fill);
            await instance.Execute("analyze entry");
        }

        await using var connection = await instance.Get<Database>().Store.OpenConnectionAsync();
        var who = new MemberAccount("p", null, MemberReference.Of(new MemberId(1)));
        var asked = new LoadQuery(
            new Command<int>(new(who, Caller.Inside("test")), isQuestion: true, _ => 0, CancellationToken.None),
            null, null);
        var statement = new PreparedStatement<LoadQueries>(LoadStatement.AllTexts().Last().Text);
        var command = await statement.Command(connection, new LoadQueries([asked, asked], 500, DateTimeOffset.UtcNow));
        var types = command.Parameters.Select(parameter => parameter.DataTypeName!).ToList();
        await connection.ExecuteAsync(
            $"set plan_cache_mode = {planning}; prepare load_plan ({string.Join(", ", types)}) as "
            + command.CommandText);
        var values = types.Select(
            type => type.EndsWith("[]", StringComparison.Ordinal) ? $"array[null, null]::{type}" : "now()");
        var plan = string.Join('\n', await connection.QueryAsync<string>(
            $"explain (costs off) execute load_plan ({string.Join(", ", values)})"));
        Assert.That(plan, Does.Contain("Index Scan using redemption_by_promotion"));
        Assert.That(plan, Does.Contain("Index Scan using entry_by_promotion"));
        Assert.That(plan, Does.Contain("Index Only Scan using entry_by_day"));
        Assert.That(plan, Does.Contain("Index Scan using redemption_by_option"));
        Assert.That(plan, Does.Contain("Index Scan using redemption_by_order"));
        Assert.That(plan, Does.Contain("Index Scan using option_stock_pkey"));
        Assert.That(plan, Does.Not.Match("Seq Scan on (entry|redemption|option_stock)"));
    }

    const string Fill = """
        insert into entry (bucket, account_number, seq, form, kind, amount, available_change, balance_after,
            available_after, redeemed_total, redeemed_count, earned_total, effective_at, first_of_day, occurred_at,
            recorded_at, lots, policy_version, hash, about)
        select 1, 1, n, 4, 'accrual', 1, 1, n, n, 0, 0, n, now(), n = 1, now(), now(), '', 1,
            decode(repeat('00', 32), 'hex'), case when n % 100 = 0 then '{"promotion_id":"P"}' end
        from generate_series(1, 20000) n
        """;
}
