using Dapper;
using Loyalty.Application.Ledger;
using Loyalty.Application.Ports;
using Npgsql;

namespace Loyalty.Infrastructure.Tests.Ledger;

public sealed class ExportTests
{
    readonly Instance instance = TestServer.Instances[0];

    [Test]
    public async Task An_export_waits_for_a_commit_that_began_before_its_end()
    {
        var member = await instance.NewMember(5);
        await using var connection = new NpgsqlConnection(TestServer.ConnectionString);
        await connection.OpenAsync();
        await using var late = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("""
            insert into entry select (jsonb_populate_record(e, '{"seq":1000}')).* from entry e
            where e.account_number = @account
            """, new { account = await instance.Account(member) });

        var export = Read(member.Program);
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        Assert.That(export.IsCompleted, Is.False);
        await late.CommitAsync();
        Assert.That((await export).Select(row => row.Seq), Is.EqualTo(new[] { 1, 1000 }));
        await connection.ExecuteAsync("delete from entry where seq = 1000");
    }

    [Test]
    public async Task A_program_has_its_own_transactions_alone()
    {
        var member = await instance.NewMember(5);
        await instance.NewMember(7);
        Assert.That((await Read(member.Program)).Select(row => (row.MemberId, row.Points.ToString())),
            Is.EqualTo(new[] { (member.MemberId, "5.00") }));
    }

    async Task<List<TransactionView>> Read(string program)
    {
        var rows = new List<TransactionView>();
        await foreach (var row in instance.Get<ITransactionExport>().Read(
            program, null, DateTimeOffset.UtcNow, CancellationToken.None))
        {
            rows.Add(row);
        }

        return rows;
    }
}
