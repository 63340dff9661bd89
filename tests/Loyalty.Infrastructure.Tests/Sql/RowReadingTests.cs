using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Tests.Sql;

public sealed class RowReadingTests
{
    [Test, CancelAfter(60_000)]
    public async Task A_stream_that_nobody_reads_on_ends_at_once(CancellationToken ct)
    {
        await using var instance = new Instance();
        await using var connection = await instance.Get<Database>().General.OpenConnectionAsync(ct);
        const string endless = "select generate_series(1::bigint, 9000000000000000000)";
        await foreach (var number in connection.Stream(endless, new { }, row => row.Int64(), CancellationToken.None))
        {
            Assert.That(number, Is.EqualTo(1));
            break;
        }

        await using var command = connection.CreateCommand();
        command.CommandText = "select 1";
        Assert.That(await command.ExecuteScalarAsync(ct), Is.EqualTo(1));
    }
}
