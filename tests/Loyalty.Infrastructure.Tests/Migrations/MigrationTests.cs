using System.Diagnostics;
using System.Text.Json;
using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Domain;
using Loyalty.Infrastructure.Embedded;
using Loyalty.Infrastructure.Ledger;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Loyalty.Infrastructure.Tests.Migrations;

/// <summary>
/// Databases as earlier versions left them. WRITE_BOOKS=name with the first test keeps that of this version under a
/// name, for those that come.
/// </summary>
public sealed class MigrationTests
{
    static readonly string Folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "Migrations");

    [Test]
    public async Task The_books_of_this_version_verify_and_answer_the_same_again()
    {
        var database = TestServer.On(await TestServer.NewDatabase());
        var clock = new FakeTimeProvider(BooksOfBefore.Start);
        await using var instance = new Instance(database, clock);
        await instance.Get<Migrator>().Migrate(CancellationToken.None);
        var first = new BooksOfBefore(instance, clock, isFirst: true);
        await first.Play();
        await Verify(instance);
        if (Environment.GetEnvironmentVariable("WRITE_BOOKS") is { } name)
        {
            await Write(name, database, first.Answers);
        }

        var again = new BooksOfBefore(instance, clock, isFirst: false);
        await again.Play();
        Assert.That(again.Answers, Is.EqualTo(first.Answers));
    }

    [TestCase("0006")]
    [TestCase("0009")]
    [TestCase("0010")]
    public async Task Books_of_an_earlier_version_go_on_as_if_nothing_had_happened(string name)
    {
        var database = TestServer.On(await TestServer.NewDatabase());
        await Restore(database, await File.ReadAllTextAsync(Path.Combine(Folder, $"books-{name}.sql")));
        var before = JsonSerializer.Deserialize<Dictionary<string, string>>(
            await File.ReadAllTextAsync(Path.Combine(Folder, $"books-{name}.json")))!;
        var clock = new FakeTimeProvider(BooksOfBefore.Start.AddDays(4));
        await using var instance = new Instance(database, clock);
        await instance.Get<Migrator>().Migrate(CancellationToken.None);
        await Verify(instance);

        var hasOpen = before.ContainsKey("b6");
        var again = new BooksOfBefore(instance, clock, isFirst: false, leavesOpen: hasOpen);
        await again.Play();
        Assert.That(again.Answers, Is.EqualTo(before));
        if (hasOpen)
        {
            var bob = BooksOfBefore.Of(2, "bob@example.com");
            Assert.That(await Earned(bob), Is.EqualTo(new Points(4)), "without what is temporary still");
            Assert.That((await instance.Send(new CommitAccrual(again.Id("b6"), null))).IsOk, Is.True);
            Assert.That(await Earned(bob), Is.EqualTo(new Points(10)));
        }

        var cancelled = await instance.Send(new CancelTransaction(again.Id("r5"), null, "returned", false));
        Assert.That((cancelled.Value.Points, cancelled.Value.Status), Is.EqualTo((new Points(50), "cancelled")));
        var partly = await instance.Send(new CancelTransaction(again.Id("r3"), null, "returned", false));
        Assert.That((partly.Value.Points, partly.Value.Status), Is.EqualTo((new Points(6), "cancelled")));
        var ann = BooksOfBefore.Of(1, "ann@example.com");
        Assert.That((await instance.Send(ann.Redeem(30, new() { ExternalId = "r-1" }))).Decline!.Code,
            Is.EqualTo("external_id_taken"));
        Assert.That((await instance.Send(ann.Redeem(501))).Decline!.Code, Is.EqualTo("insufficient_points"));
        await Verify(instance);

        async Task<Points> Earned(TestMember member) =>
            (await instance.Send(new GetMember(member.Program, member.Reference))).Value.Totals.Earned;
    }

    static async Task Verify(Instance instance)
    {
        var found = new List<string>();
        var report = await instance.Get<LedgerVerifier>().Verify(
            difference => found.Add(difference.ToString()), CancellationToken.None);
        Assert.That(found, Is.Empty);
        Assert.That(report.Accounts, Is.EqualTo(3));
    }

    static async Task Write(string name, string database, IReadOnlyDictionary<string, string> answers)
    {
        var settings = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo(PostgresPrograms.Find(null)["pg_dump"])
        {
            RedirectStandardOutput = true,
            Environment = { ["PGPASSWORD"] = settings.Password },
        };
        foreach (var argument in new[]
        {
            "--host", settings.Host!, "--port", $"{settings.Port}", "--username", settings.Username!, "--inserts",
            "--no-owner", "--no-privileges", "--no-comments", settings.Database!,
        })
        {
            start.ArgumentList.Add(argument);
        }

        using var dump = Process.Start(start)!;
        var lines = (await dump.StandardOutput.ReadToEndAsync()).Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal) && line[0] != '\\');
        var source = Path.Combine(Folder, "..", "..", "..", "..", "Migrations");
        await File.WriteAllTextAsync(Path.Combine(source, $"books-{name}.sql"), string.Join('\n', lines) + "\n");
        await File.WriteAllTextAsync(
            Path.Combine(source, $"books-{name}.json"), JsonSerializer.Serialize(answers, Indented) + "\n");
    }

    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>On a connection of its own: the file sets its search path.</summary>
    static async Task Restore(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var restore = new NpgsqlCommand(sql, connection);
        await restore.ExecuteNonQueryAsync();
    }
}
