using System.Globalization;
using System.Text.Json;

namespace Loyalty.Api.Tests;

/// <summary>A program's transactions as a stream.</summary>
public sealed class ExportTests
{
    readonly ApiClient admin = new();

    static string Path(string program, string query = "") =>
        $"/v1/programs/{program}/transactions/export{(query.Length > 0 ? $"?{query}" : "")}";

    static List<JsonElement> Rows(ApiAnswer answer) =>
        [.. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];

    [Test]
    public async Task Every_transaction_of_the_program_is_a_line_oldest_first()
    {
        var program = await admin.NewProgram();
        var (one, two) = (await admin.NewMember(program, "5"), await admin.NewMember(program, "7"));
        await admin.NewMember(await admin.NewProgram(), "9");
        await admin.Post($"/v1/programs/{program}/redemptions", new { member = new { email = one }, points = 2 });

        var answer = await admin.Get(Path(program));
        Assert.That((answer.Status, answer.ContentType), Is.EqualTo((HttpStatusCode.OK, "application/x-ndjson")));
        var rows = Rows(answer);
        Assert.That(rows.Select(row => (row.GetProperty("type").GetString(), row.GetProperty("points").GetString())),
            Is.EqualTo(new[] { ("accrual", "5.00"), ("accrual", "7.00"), ("redemption", "-2.00") }));
        var member = (await admin.Get($"/v1/programs/{program}/members/email:{two}")).Value("member_id");
        Assert.That((rows[1].GetProperty("member_id").GetString(), rows[1].GetProperty("points_currency").GetString()),
            Is.EqualTo((member, "points")));
        var alone = await admin.Get($"/v1/transactions/{rows[2].GetProperty("transaction_id").GetString()}");
        Assert.That(rows[2].EnumerateObject().Where(member => member.Name is not ("member_id" or "points_currency"))
            .Select(member => $"{member.Name}={member.Value}"),
            Is.EqualTo(alone.Json.EnumerateObject().Select(member => $"{member.Name}={member.Value}")));
    }

    [Test]
    public async Task Spans_that_follow_each_other_have_each_transaction_once()
    {
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "5");
        using var stop = new CancellationTokenSource();
        var accruing = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await admin.Post($"/v1/programs/{program}/accruals", new { member = new { email }, points = 1 });
            }
        })).ToList();
        var seen = new List<string>();
        var from = "2000-01-01T00:00:00Z";
        for (var span = 0; span < 3; span++)
        {
            var to = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
            seen.AddRange(Rows(await admin.Get(Path(program, $"from={from}&to={to}")))
                .Select(row => row.GetProperty("transaction_id").GetString()!));
            from = to;
        }

        await stop.CancelAsync();
        await Task.WhenAll(accruing);
        seen.AddRange(Rows(await admin.Get(Path(program, $"from={from}")))
            .Select(row => row.GetProperty("transaction_id").GetString()!));
        Assert.That(seen, Is.Unique.And.Count.GreaterThan(10));
        Assert.That(seen, Is.EquivalentTo(Rows(await admin.Get(Path(program)))
            .Select(row => row.GetProperty("transaction_id").GetString())));
    }

    [Test]
    public async Task Csv_quotes_what_it_must_and_no_callers_text_is_a_formula()
    {
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "5");
        string[] texts =
        [
            "=1+1", "+1", "-1", "@x", "\tx", "a,b", "say \"hi\"", "two\nlines", " =1", "\u00A0=2", "\uFEFF=3",
            "\uFF1D4",
        ];
        foreach (var text in texts)
        {
            await admin.Post($"/v1/programs/{program}/accruals",
                new { member = new { email }, points = 1, description = text });
        }

        var answer = await admin.Get(Path(program, "format=csv"));
        Assert.That(answer.ContentType, Is.EqualTo("text/csv"));
        var lines = answer.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(2 + texts.Length));
        Assert.That(lines[0],
            Does.StartWith("transaction_id,number,member_id,points_currency,seq,type,status,points,"));
        Assert.That(lines[0].Split(','), Has.Length.EqualTo(lines[1].Split(',').Length));
        foreach (var cell in new[]
        {
            "'=1+1", "'+1", "'-1", "'@x", "'\tx", "\"a,b\"", "\"say \"\"hi\"\"\"", "\"two\nlines\"",
            "' =1", "'\u00A0=2", "'\uFEFF=3", "'\uFF1D4",
        })
        {
            Assert.That(lines.Count(line => line.Contains($",{cell},", StringComparison.Ordinal)), Is.EqualTo(1), cell);
        }
    }

    [TestCase("format=xml", "format")]
    [TestCase("from=yesterday", "from")]
    [TestCase("to=2999-01-01T00:00:00Z", "to")]
    [TestCase("from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "to")]
    [TestCase("since=1", "since")]
    public async Task What_is_wrong_with_a_span_or_format_is_said(string query, string field)
    {
        var answer = await admin.Get(Path(await admin.NewProgram(), query));
        Assert.That((answer.Code, answer.Value("errors.0.field")), Is.EqualTo(("validation_failed", field)));
    }

    [Test]
    public async Task An_empty_span_is_no_line_and_a_csv_of_its_header()
    {
        var program = await admin.NewProgram();
        const string past = "from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z";
        Assert.That((await admin.Get(Path(program, past))).Text, Is.Empty);
        Assert.That((await admin.Get(Path(program, $"{past}&format=csv"))).Text.Split("\r\n"), Has.Length.EqualTo(2));
    }
}
