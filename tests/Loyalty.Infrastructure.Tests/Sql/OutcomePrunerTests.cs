using Loyalty.Domain;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Infrastructure.Tests.Sql;

public sealed class OutcomePrunerTests
{
    [Test]
    public async Task What_was_recorded_under_keys_goes_after_its_time_and_external_ids_stay()
    {
        var clock = new FakeTimeProvider(new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));
        await using var instance = new Instance(TestServer.On(await TestServer.NewDatabase()), clock);
        await instance.Get<Migrator>().Migrate(CancellationToken.None);
        var member = await instance.NewMember(100);
        var redeem = member.Redeem(10, new() { ExternalId = "receipt-1" });
        await instance.Send(redeem, "k1");
        clock.Advance(Retention.Usual.OfKeys - TimeSpan.FromSeconds(1));
        await instance.Send(member.Redeem(1), "k2");
        Assert.That(await instance.Get<OutcomePruner>().PruneOnce(CancellationToken.None), Is.Zero);

        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await instance.Get<OutcomePruner>().PruneOnce(CancellationToken.None), Is.GreaterThan(0));
        Assert.That(await instance.Get<OutcomePruner>().PruneOnce(CancellationToken.None), Is.Zero);
        Assert.That((await instance.SendOnce(member.Redeem(1), "k2")).IsReplay, Is.True);
        Assert.That((await instance.SendOnce(redeem, "k3")).IsReplay, Is.True, "by its external id");
        Assert.That((await instance.Balance(member)).Balance, Is.EqualTo(new Points(89)));
    }
}
