using Loyalty.Application.Ledger;
using Loyalty.Application.Redemptions;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Time.Testing;
using static Loyalty.Infrastructure.Tests.Rewards.GivenOptions;

namespace Loyalty.Infrastructure.Tests.Rewards;

/// <summary>Stock is never oversold, and whatever ends a redemption puts back what it had, once.</summary>
public sealed class StockTests
{
    static readonly Instance One = TestServer.Instances[0];
    static readonly Instance Other = TestServer.Instances[1];

    static Instance Any(int i) => i % 2 == 0 ? One : Other;

    [Test]
    public async Task Of_64_who_want_the_last_10_at_once_through_two_instances_10_get_one(
        [Values] bool asHolds, [Values] bool ofOneMember)
    {
        var program = await One.NewProgram();
        var option = await One.NewOption(program, Coffee with { Stock = 10 });
        var members = new List<TestMember>();
        for (var i = 0; i < (ofOneMember ? 1 : 64); i++)
        {
            members.Add(await One.NewMember(1000, program));
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() =>
            Any(i).Send(members[i % members.Count].Take(option, asHolds ? 86_400 : null)))));

        Assert.That(answers.CountBy(answer => answer.Decline?.Code ?? "ok").ToDictionary(), Is.EquivalentTo(
            new Dictionary<string, int> { ["ok"] = 10, ["out_of_stock"] = 54 }));
        Assert.That((await One.Left(program, option), await One.Taken(program, option)), Is.EqualTo(((long?)0, 10L)));
        var spent = 0m;
        foreach (var member in members)
        {
            spent += 1000 - (await One.Balance(member)).Available.Value;
        }

        Assert.That(spent, Is.EqualTo(100));
        Assert.That(await One.Differences(members), Is.Empty);
    }

    [Test]
    public async Task Whoever_comes_with_the_same_key_at_once_takes_one()
    {
        var program = await One.NewProgram();
        var option = await One.NewOption(program, Coffee with { Stock = 10 });
        var member = await One.NewMember(1000, program);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            Any(i).Send(member.Take(option), key: "k"))));
        Assert.That(answers.Select(answer => answer.Value.Reward!.Code).Distinct().Count(), Is.EqualTo(1));
        Assert.That((await One.Left(program, option), await One.Taken(program, option)), Is.EqualTo(((long?)9, 1L)));
    }

    [Test]
    public async Task What_is_sold_out_is_answered_the_same_again_when_there_is_more()
    {
        var program = await One.NewProgram();
        var option = await One.NewOption(program, Coffee with { Stock = 0 });
        var member = await One.NewMember(1000, program);
        Assert.That((await One.Send(member.Take(option), key: "k")).Decline!.Code, Is.EqualTo("out_of_stock"));
        _ = (await One.Patch(program, option, """{"stock":1}""")).Value;
        var again = await Other.SendOnce(member.Take(option), key: "k");
        Assert.That((again.Result.Decline!.Code, again.IsReplay), Is.EqualTo(("out_of_stock", true)));
        Assert.That((await Other.Send(member.Take(option))).IsOk, Is.True);
    }

    [Test]
    public async Task Rollback_cancel_time_out_and_sweeper_put_the_item_back_once()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var store = new Instance(clock: clock);
        await using var other = new Instance(clock: clock);
        var program = await store.NewProgram();
        var option = await store.NewOption(program, Coffee with { Stock = 5 });
        var member = await store.NewMember(1000, program);
        async Task<string> Take(int? hold = 60) =>
            (await store.Send(member.Take(option, hold))).Value.TransactionId;
        Task<(long?, long)> Stock() => Both(store.Left(program, option), store.Taken(program, option));

        var hold = await Take();
        Assert.That(await Stock(), Is.EqualTo(((long?)4, 1L)), "a hold sets it aside");
        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            (i % 2 == 0 ? store : other).Send(new RollbackTemp(hold.Number(), null)))));
        Assert.That(ends.Count(end => end.IsOk), Is.EqualTo(1));
        Assert.That(await Stock(), Is.EqualTo(((long?)5, 0L)));

        var sold = await Take(hold: null);
        var cancels = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            (i % 2 == 0 ? store : other).Send(new CancelTransaction(sold.Number(), null, "returned", false)))));
        Assert.That(cancels.Count(cancel => cancel.IsOk), Is.EqualTo(1));
        Assert.That(await Stock(), Is.EqualTo(((long?)5, 0L)));

        await Take();
        clock.Advance(TimeSpan.FromSeconds(61));
        var account = await store.Account(member);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            (i % 2 == 0 ? store : other).Get<Sweeper>().Sweep(account, CancellationToken.None))));
        Assert.That(await Stock(), Is.EqualTo(((long?)5, 0L)), "swept");

        await Take();
        clock.Advance(TimeSpan.FromSeconds(61));
        await Take();
        Assert.That(await Stock(), Is.EqualTo(((long?)4, 1L)), "the next command gives back what is due, and takes");
        Assert.That(await store.Differences(member), Is.Empty);
    }

    [Test]
    public async Task Two_instances_and_many_accounts_share_several_options_without_waiting_for_each_other()
    {
        await using var one = new Instance(TestServer.On(await TestServer.NewDatabase()));
        await one.Get<Migrator>().Migrate(CancellationToken.None);
        await using var other = new Instance(one.Get<Database>().General.ConnectionString);
        var program = await one.NewProgram();
        var options = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            options.Add(await one.NewOption(program, Coffee with { Stock = 100, Points = new(1) }));
        }

        var members = new List<TestMember>();
        for (var i = 0; i < 40; i++)
        {
            members.Add(await one.NewMember(1000, program));
        }

        var codes = await Task.WhenAll(Enumerable.Range(0, 800).Select(i => Task.Run(async () =>
        {
            var random = new Random(i);
            var (store, member) = (i % 2 == 0 ? one : other, members[random.Next(members.Count)]);
            var taken = await store.Send(member.Take(options[random.Next(4)], random.Next(2) == 0 ? 86_400 : null));
            return taken.Decline?.Code ?? await End(store, taken.Value, random.Next(3));
        })));

        Assert.That(codes.Distinct(), Is.SubsetOf(new[] { "ok", "out_of_stock" }));
        var redeemed = 0m;
        foreach (var member in members)
        {
            redeemed += 1000 - (await one.Balance(member)).Available.Value;
        }

        var (left, sold) = (0L, 0L);
        foreach (var option in options)
        {
            left += (await one.Left(program, option))!.Value;
            sold += await one.Taken(program, option);
        }

        Assert.That((left + sold, (decimal)sold), Is.EqualTo((400L, redeemed)));
        Assert.That(await one.AllDifferences(), Is.Empty);
    }

    static async Task<string> End(Instance store, RedemptionReceipt taken, int how)
    {
        var id = taken.TransactionId.Number();
        return (how, taken.Status) switch
        {
            (0, "held") => (await store.Send(new CommitTemp(id, null))).Decline?.Code ?? "ok",
            (1, "held") => (await store.Send(new RollbackTemp(id, null))).Decline?.Code ?? "ok",
            (1, _) => (await store.Send(new CancelTransaction(id, null, "returned", false))).Decline?.Code ?? "ok",
            _ => "ok",
        };
    }

    [Test]
    public async Task A_patch_sets_what_is_left_and_leaves_what_was_taken()
    {
        var program = await One.NewProgram();
        var option = await One.NewOption(program, Coffee with { Stock = 5 });
        var member = await One.NewMember(1000, program);
        _ = (await One.Send(member.Take(option))).Value;
        Assert.That((await One.Patch(program, option, """{"stock":7}""")).Value.Stock, Is.EqualTo(7));
        Assert.That(await One.Taken(program, option), Is.EqualTo(1));
        _ = (await Other.Send(member.Take(option))).Value;
        Assert.That((await One.Patch(program, option, """{"name":"Tea"}""")).Value.Stock, Is.EqualTo(6), "not named");
        Assert.That((await One.Patch(program, option, """{"stock":null}""")).Value.Stock, Is.Null);
        Assert.That((await Other.Send(member.Take(option))).IsOk, Is.True, "any number");
        Assert.That(await One.Taken(program, option), Is.EqualTo(2), "what takes none of a stock is not counted");
        _ = (await One.Patch(program, option, """{"stock":0}""")).Value;
        Assert.That((await Other.Send(member.Take(option))).Decline!.Code, Is.EqualTo("out_of_stock"));
        Assert.That(await One.Differences(member), Is.Empty);
    }

    [Test]
    public async Task An_item_comes_back_to_the_largest_stock_that_can_be_set()
    {
        var program = await One.NewProgram();
        var option = await One.NewOption(program, Coffee with { Stock = int.MaxValue });
        var member = await One.NewMember(1000, program);
        var taken = (await One.Send(member.Take(option))).Value;
        _ = (await One.Patch(program, option, $$"""{"stock":{{int.MaxValue}}}""")).Value;
        var cancelled = await Other.Send(new CancelTransaction(taken.TransactionId.Number(), null, "returned", false));
        Assert.That((cancelled.IsOk, await One.Left(program, option)), Is.EqualTo((true, (long?)int.MaxValue + 1)));
    }

    [Test]
    public async Task Setting_what_is_left_alone_makes_no_new_version_of_the_program()
    {
        var program = await One.NewProgram();
        var option = await One.NewOption(program, Coffee with { Stock = 5 });
        Task<long> Version() => One.Query<long>("select version from program where code = @program", new { program });
        var before = await Version();
        _ = (await One.Patch(program, option, """{"stock":7}""")).Value;
        Assert.That((await Version(), await One.Left(program, option)), Is.EqualTo((before, (long?)7)));
        _ = (await One.Patch(program, option, """{"stock":8,"name":"Tea"}""")).Value;
        Assert.That((await Version(), await One.Left(program, option)), Is.EqualTo((before + 1, (long?)8)));
        _ = (await One.Patch(program, option, """{"stock":null}""")).Value;
        Assert.That(await Version(), Is.EqualTo(before + 2));
    }

    [Test]
    public async Task A_patch_among_redemptions_is_a_set_and_neither_loses_an_item_nor_waits()
    {
        var program = await One.NewProgram();
        var option = await One.NewOption(program, Coffee with { Stock = 1000, Points = new(1) });
        var member = await One.NewMember(1000, program);
        var taking = Enumerable.Range(0, 60).Select(i => Task.Run(() => Any(i).Send(member.Take(option)))).ToList();
        for (var i = 0; i < 5; i++)
        {
            _ = (await Other.Patch(program, option, """{"stock":1000}""")).Value;
        }

        var answers = await Task.WhenAll(taking);
        Assert.That(answers.Select(answer => answer.Decline?.Code), Is.All.Null);
        Assert.That(await One.Taken(program, option), Is.EqualTo(60));
        Assert.That(await One.Left(program, option), Is.InRange(940, 1000));
    }

    static async Task<(T1, T2)> Both<T1, T2>(Task<T1> one, Task<T2> other) => (await one, await other);
}
