using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Logging.Abstractions;

namespace Loyalty.Infrastructure.Tests.Sql;

public sealed class MigratorTests
{
    [Test]
    public async Task Several_instances_may_start_at_once_and_a_second_run_changes_nothing()
    {
        await using var database = new Database(TestServer.On(await TestServer.NewDatabase()));
        var health = new DatabaseHealth(database, new(TimeProvider.System, NullLogger<ClockWatch>.Instance));
        Assert.That(await health.Check(CancellationToken.None), Is.EqualTo(DatabaseState.NotMigrated));

        var migrator = new Migrator(database, NullLogger<Migrator>.Instance);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => migrator.Migrate(CancellationToken.None)));
        await migrator.Migrate(CancellationToken.None);
        Assert.That(await health.Check(CancellationToken.None), Is.EqualTo(DatabaseState.Ready));
    }
}
