using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Infrastructure.Tests.Sql;

public sealed class ClockWatchTests
{
    [TestCase(2)]
    [TestCase(-2)]
    public async Task A_clock_that_is_days_wrong_ends_no_lot_and_no_hold(int days)
    {
        await using var right = new Instance(TestServer.On(await TestServer.NewDatabase()));
        await right.Get<Migrator>().Migrate(CancellationToken.None);
        var member = await right.NewMember();
        await right.Send(member.Accrue(100, expiresAt: DateTimeOffset.UtcNow.AddDays(1)));
        var hold = (await right.Send(member.Hold(10, 3600))).Value;

        await using var wrong = new Instance(
            right.Get<Database>().ConnectionString, new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(days)),
            watchesClock: true);
        Assert.That(await wrong.Get<Sweeper>().SweepOnce(CancellationToken.None), Is.Zero);
        Assert.That(() => wrong.Send(member.Redeem(1)), Throws.InstanceOf<StoreUnavailableException>());
        Assert.That(() => wrong.Balance(member), Throws.InstanceOf<StoreUnavailableException>());
        Assert.That(await wrong.Get<IDatabaseHealth>().Check(CancellationToken.None),
            Is.EqualTo(DatabaseState.Degraded));
        Assert.That(wrong.Get<ClockWatch>().Difference.TotalDays, Is.EqualTo(days).Within(0.01));

        Assert.That((await right.Balance(member)).Available, Is.EqualTo(new Points(90)));
        Assert.That((await right.Send(new Application.Redemptions.GetRedemption(hold.TransactionId.Number())))
            .Value.Status, Is.EqualTo("held"));
    }

    [TestCase(1.5, false)]
    [TestCase(30, true)]
    public async Task A_clock_that_is_a_little_wrong_still_decides(double seconds, bool isDegraded)
    {
        await using var instance = new Instance(
            clock: new FakeTimeProvider(DateTimeOffset.UtcNow.AddSeconds(seconds)), watchesClock: true);
        var member = await instance.NewMember(10);
        Assert.That((await instance.Send(member.Redeem(1))).IsOk, Is.True);
        Assert.That(instance.Get<ClockWatch>().IsOff, Is.EqualTo(isDegraded));
    }
}
