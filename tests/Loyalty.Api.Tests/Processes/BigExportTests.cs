namespace Loyalty.Api.Tests.Processes;

/// <summary>
/// A ledger of a size that no answer may gather in memory; one test after the other, since they count exports.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class BigExportTests
{
    const int Rows = 1_000_000;

    /// <summary>What it may need beside what it had; the rows are half a gigabyte.</summary>
    const long MaxMegabytesMore = 100;

    const int ExportsAtOneTime = 2;

    static ServiceProcess service = null!;
    static string program = "";
    static long before;

    [OneTimeSetUp]
    public static async Task Start()
    {
        var database = await ApiHost.NewDatabase();
        service = new("serve", new Dictionary<string, string> { ["ConnectionStrings__Loyalty"] = database });
        await service.WaitUntilReady();
        program = await service.Client.NewProgram();
        var email = await service.Client.NewMember(program, "5");
        Assert.That((await Export("ndjson")).Lines, Is.EqualTo(1));
        Assert.That((await Export("csv")).Lines, Is.EqualTo(2));
        before = service.PeakMegabytes;
        await BigLedger.Fill(database, email, Rows);
    }

    [OneTimeTearDown]
    public static async Task Stop() => await service.DisposeAsync();

    static async Task<HttpResponseMessage> Ask(HttpClient http, string format)
    {
        http.BaseAddress ??= service.Address;
        http.DefaultRequestHeaders.Authorization ??= new("Bearer", ApiHost.AdminKey);
        return await http.GetAsync(
            new Uri($"/v1/programs/{program}/transactions/export?format={format}", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Reads as a client does that keeps nothing; how many lines there were, and the last byte.</summary>
    static async Task<(int Lines, byte Last)> Export(string format)
    {
        using var http = new HttpClient();
        using var answer = await Ask(http, format);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), service.Output);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[64 * 1024];
        var (lines, last) = (0, (byte)0);
        while (await stream.ReadAsync(buffer) is > 0 and var read)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            last = buffer[read - 1];
        }

        return (lines, last);
    }

    [Test]
    public async Task A_million_transactions_take_no_more_memory_than_a_few()
    {
        var exports = await Task.WhenAll(Export("ndjson"), Export("csv"));
        Assert.That(exports, Is.EqualTo(new[] { (Rows, (byte)'\n'), (Rows + 1, (byte)'\n') }));
        Assert.That(before, Is.Positive);
        Assert.That(service.PeakMegabytes - before, Is.LessThan(MaxMegabytesMore));
    }

    [Test]
    public async Task Of_many_exports_at_one_time_the_last_is_refused_until_another_ends()
    {
        using var http = new HttpClient();
        var slow = await Task.WhenAll(Enumerable.Range(0, ExportsAtOneTime).Select(_ => Ask(http, "ndjson")));
        Assert.That(slow.Select(answer => answer.StatusCode), Has.All.EqualTo(HttpStatusCode.OK), service.Output);
        using var refused = await Ask(http, "csv");
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(refused.Headers.RetryAfter, Is.Not.Null);

        Array.ForEach(slow, answer => answer.Dispose());
        await ServiceProcess.Until(async () =>
        {
            using var again = await Ask(http, "csv");
            return again.StatusCode == HttpStatusCode.OK;
        });
    }
}
