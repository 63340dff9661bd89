using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Tests.Sql;

public sealed class DatabaseHealthTests
{
    [Test]
    public async Task A_full_disk_is_told_as_soon_as_something_can_not_be_stored()
    {
        await using var instance = await Fresh();
        var member = await instance.NewMember(10);
        await instance.Execute("""
            create function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
            create trigger full_disk before insert on entry for each statement execute function refuse()
            """);
        Assert.That(await State(instance), Is.EqualTo(DatabaseState.Ready));

        Assert.That(() => instance.Send(member.Redeem(1)), Throws.InstanceOf<StoreUnavailableException>());
        Assert.That(await State(instance), Is.EqualTo(DatabaseState.Degraded));
        Assert.That((await instance.Balance(member)).Balance, Is.EqualTo(new Domain.Points(10)));
    }

    [Test]
    public async Task A_later_versions_schema_degrades_and_one_that_does_not_fit_is_not_ready()
    {
        await using var instance = await Fresh();
        var member = await instance.NewMember(10);
        await instance.Execute(
            "insert into schemaversions (scriptname, applied) values ('Loyalty.Infrastructure.9999_later.sql', now())");
        Assert.That((await instance.Send(member.Redeem(1))).IsOk, Is.True);
        Assert.That(await State(instance), Is.EqualTo(DatabaseState.Degraded));

        await instance.Execute("alter table entry rename column hash to sum");
        Assert.That(() => instance.Send(member.Redeem(1)), Throws.InstanceOf<PostgresException>());
        Assert.That(await State(instance), Is.EqualTo(DatabaseState.Outgrown));
    }

    static async Task<Instance> Fresh()
    {
        var instance = new Instance(TestServer.On(await TestServer.NewDatabase()));
        await instance.Get<Migrator>().Migrate(CancellationToken.None);
        return instance;
    }

    static Task<DatabaseState> State(Instance instance) =>
        instance.Get<IDatabaseHealth>().Check(CancellationToken.None);
}
