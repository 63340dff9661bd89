using Loyalty.Application;
using Loyalty.Application.Ledger;
using Loyalty.Application.Ports;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Infrastructure.Tests.Accounts;

/// <summary>Accounts with very many lots answer every command, and let nobody else wait.</summary>
public sealed class ManyLotsTests
{
    readonly FakeTimeProvider clock = new(new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));
    Instance instance = null!;

    [SetUp]
    public void Start() => instance = new(clock: clock);

    [TearDown]
    public async Task Stop() => await instance.DisposeAsync();

    [Test]
    public Task Every_command_works_on_10_000_lots() => EveryCommandWorks(10_000);

    [Test, Category("Long")]
    public Task Every_command_works_on_100_000_lots() => EveryCommandWorks(100_000);

    async Task EveryCommandWorks(int lots)
    {
        var member = await instance.NewMember();
        var end = clock.GetUtcNow().AddDays(30);
        await Fill(member, lots, end, pending: false);

        var hold = (await instance.Send(member.Hold(lots, 3600))).Value;
        Assert.That(hold.Lots, Has.Count.EqualTo(lots));
        Assert.That((await instance.Send(new CommitTemp(hold.TransactionId.Number(), new(lots - 10)))).Value.Released,
            Is.EqualTo(new Points(10)));
        Assert.That((await instance.Send(Cancel(hold.TransactionId.Number()))).Value.Status, Is.EqualTo("cancelled"));
        var second = (await instance.Send(member.Hold(lots, 3600))).Value;
        Assert.That((await instance.Send(new RollbackTemp(second.TransactionId.Number(), null))).IsOk, Is.True);
        var redeemed = (await instance.Send(member.Redeem(lots))).Value;
        Assert.That((await instance.Send(Cancel(redeemed.TransactionId.Number()))).IsOk, Is.True);
        if (lots < 100_000)
        {
            Assert.That((await instance.Send(member.Accrue(1, expiresAt: end))).Value.Balance.NextExpiry!.Points,
                Is.EqualTo(new Points(lots + 1)));
        }

        clock.SetUtcNow(end.AddDays(31));
        var other = await instance.NewMember(10);
        var late = instance.Send(member.Redeem(1));
        Assert.That((await instance.Send(other.Redeem(1))).IsOk, Is.True);
        await SweptOrAnswered(member, late);
        Assert.That((await instance.Balance(member)).Balance, Is.EqualTo(Points.Zero));
        Assert.That(await instance.Differences(member), Is.Empty);
    }

    [Test]
    public async Task Activations_of_10_000_lots_in_one_moment_are_applied_in_parts()
    {
        const int lots = 10_000;
        var member = await instance.NewMember();
        var start = clock.GetUtcNow().AddDays(1);
        await Fill(member, lots, start.AddDays(30), pending: true);
        clock.SetUtcNow(start);
        Assert.That((await instance.Balance(member)).Available, Is.EqualTo(new Points(lots)));
        await SweptOrAnswered(member, instance.Send(member.Redeem(1)));
        Assert.That((await instance.Balance(member)).Available.Value, Is.AnyOf(lots, lots - 1));
        Assert.That(await instance.Query<long>(
            "select count(*) from entry where account_number = @account and kind = 'activation'",
            new { account = await instance.Account(member) }), Is.EqualTo(lots));
        Assert.That(await instance.Differences(member), Is.Empty);
    }

    [Test, Category("Long")]
    public async Task Lots_beyond_the_bound_are_refused()
    {
        var member = await instance.NewMember();
        await Fill(member, Account.MaxOpenLots, clock.GetUtcNow().AddDays(1), pending: false);
        var refused = (await instance.Send(member.Accrue(1))).Decline!;
        Assert.That((refused.Code, refused.Reasons[0].Arguments["limit"]), Is.EqualTo(("limit_reached", "lots")));
        Assert.That((await instance.Send(member.Redeem(1))).IsOk, Is.True);
        Assert.That((await instance.Send(member.Accrue(1))).IsOk, Is.True);
    }

    /// <summary>
    /// A caller may give up before a backlog is worked off; what was applied by then stays, and the sweeper goes on.
    /// </summary>
    async Task SweptOrAnswered<T>(TestMember member, Task<Result<T>> late)
    {
        try
        {
            await late;
        }
        catch (AccountBusyException)
        {
            for (var rounds = 0; rounds < 100; rounds++)
            {
                if (await instance.Get<Sweeper>().Sweep(await instance.Account(member), CancellationToken.None))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Lots of one point each, many of them with one commit.</summary>
    async Task Fill(TestMember member, int lots, DateTimeOffset end, bool pending)
    {
        const int atOnce = 10_000;
        var request = new AccrualRequest(new(1), pending ? end.AddDays(-30) : null, end, Particulars.None);
        for (var done = 0; done < lots; done += atOnce)
        {
            var outcome = await instance.Get<IAccountStore>().Decide<Done>(
                new(member.Account.Reference(), Caller.Inside("test")),
                account =>
                {
                    for (var i = 0; i < atOnce; i++)
                    {
                        Assert.That(account.Accrue(request).IsOk, Is.True);
                    }

                    return Done.Instance;
                },
                CancellationToken.None);
            Assert.That(outcome.Result.IsOk, Is.True);
        }
    }

    static CancelTransaction Cancel(TransactionNumber id) => new(id, null, "returned", Force: false);
}
