using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Ledger;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Infrastructure.Tests.Accounts;

/// <summary>What time does to accounts that nobody touches, on a database of its own.</summary>
public sealed class SweeperTests
{
    readonly FakeTimeProvider clock = new(new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task What_is_due_is_applied_once_by_any_number_of_instances()
    {
        var server = TestServer.On(await TestServer.NewDatabase());
        await using var migrated = new Database(server);
        await new Migrator(migrated, NullLogger<Migrator>.Instance).Migrate(CancellationToken.None);
        await using var one = new Instance(server, clock);
        await using var other = new Instance(server, clock);
        var program = await one.NewProgram();
        var members = new List<TestMember>();
        for (var i = 0; i < 30; i++)
        {
            var member = await one.NewMember(100, program);
            await one.Send(member.Accrue(5, expiresAt: clock.GetUtcNow().AddHours(1)));
            await one.Send(member.Hold(50));
            members.Add(member);
        }

        Assert.That(await one.Get<Sweeper>().SweepOnce(CancellationToken.None), Is.Zero);
        clock.Advance(TimeSpan.FromDays(3));
        await Sweep(one);
        Assert.That(Lags(one).Single(), Is.EqualTo(TimeSpan.FromDays(3).TotalSeconds - 900));
        while ((await Task.WhenAll(Sweep(one), Sweep(other))).Sum() > 0)
        {
        }

        Assert.That(await one.Query<long>("select count(*) from due"), Is.Zero);
        Assert.That(Lags(one, other), Has.All.Zero);
        foreach (var member in members)
        {
            // 5 of the 50 held came from the lot that expired meanwhile: they came back first, and expired.
            Assert.That((await one.Transactions(member))
                .Select(entry => (entry.Type, entry.Status, entry.Points.Value)),
                Is.EqualTo(new[]
                {
                    ("expiry", "posted", -5m), ("rollback", "timed_out", 50m), ("hold", "timed_out", -50m),
                    ("accrual", "posted", 5m), ("accrual", "posted", 100m),
                }));
            Assert.That((await one.Balance(member)).Available, Is.EqualTo(new Points(100)));
        }

        var report = await one.Get<LedgerVerifier>().Verify(_ => { }, CancellationToken.None);
        Assert.That((report.Differences, report.Entries), Is.EqualTo((0, 150L)));

        static IEnumerable<double> Lags(params Instance[] instances) =>
            instances.Select(instance => instance.Get<Sweeper>().LagSeconds);

        static Task<int> Sweep(Instance instance) =>
            Task.Run(() => instance.Get<Sweeper>().SweepOnce(CancellationToken.None));
    }

    [Test]
    public async Task Reads_are_right_while_nothing_sweeps_and_leave_nothing_behind()
    {
        await using var instance = new Instance(clock: clock);
        var member = await instance.NewMember(100);
        var start = clock.GetUtcNow();
        await instance.Send(member.Accrue(10, expiresAt: start.AddHours(1)));
        var hold = (await instance.Send(member.Hold(30, 60))).Value;
        await instance.Send(new AccruePoints(
            member.Account, new() { Points = new(7), Pending = new() { TimeoutSeconds = 60 } }));
        var stored = await instance.Query<long>("select count(*) from entry where account_number = @number",
            new { number = await instance.Account(member) });
        clock.Advance(TimeSpan.FromDays(2));

        var balance = await instance.Balance(member);
        Assert.That((balance.Balance.Value, balance.Held.Value, balance.Pending.Value), Is.EqualTo((100m, 0m, 0m)));
        Assert.That((await At(start)).Held.Value, Is.EqualTo(30m));
        Assert.That((await At(start.AddSeconds(59))).Available.Value, Is.EqualTo(80m));
        Assert.That((await At(start.AddSeconds(60))).Available.Value, Is.EqualTo(110m));
        Assert.That((await At(start.AddHours(1))).Balance.Value, Is.EqualTo(100m));
        var list = await instance.Transactions(member);
        Assert.That(list.Select(entry => (entry.Type, entry.Status)), Is.EqualTo(new[]
        {
            ("expiry", "posted"), ("rollback", "timed_out"), ("rollback", "timed_out"), ("accrual", "timed_out"),
            ("hold", "timed_out"), ("accrual", "posted"), ("accrual", "posted"),
        }));
        Assert.That((await instance.Send(new GetTransaction(list[0].TransactionId.Number()))).Value.Amount.Value,
            Is.EqualTo(-10m));
        var view = (await instance.Send(new Application.Members.GetMember(member.Program, member.Reference))).Value;
        Assert.That((view.Totals.Earned.Value, view.Totals.Redeemed.Value, view.Totals.Expired.Value),
            Is.EqualTo((110m, 0m, 10m)));
        Assert.That((await instance.Send(new GetRedemption(hold.TransactionId.Number()))).Value.Status,
            Is.EqualTo("timed_out"));
        var open = await instance.Send(new GetRedemptions(
            member.Account, new("held", null), new(50, null, "")));
        Assert.That(open.Value.Data, Is.Empty);
        Assert.That(await instance.Query<long>("select count(*) from entry where account_number = @number",
            new { number = await instance.Account(member) }), Is.EqualTo(stored));

        // What was shown is what is stored when somebody touches the account.
        await instance.Send(member.Redeem(1));
        Assert.That((await instance.Transactions(member)).Skip(1).Select(entry => (entry.TransactionId, entry.Type)),
            Is.EqualTo(list.Select(entry => (entry.TransactionId, entry.Type))));
        Assert.That(await instance.Differences(member), Is.Empty);

        async Task<BalanceView> At(DateTimeOffset at) =>
            (await instance.Send(new GetBalance(member.Account, at))).Value;
    }
}
