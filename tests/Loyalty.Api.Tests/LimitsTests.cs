using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Loyalty.Api.Tests.Processes;
using Npgsql;

namespace Loyalty.Api.Tests;

/// <summary>Bounds that protect the service from callers who are slow, or many; sizes are in BadInputTests.</summary>
public sealed class LimitsTests
{
    const int ListsAtOneTime = 2;

    /// <summary>Longer than the service's, shorter than the web server would wait by itself.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    static readonly string BeginningOfABody =
        $"POST /v1/programs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ApiHost.AdminKey}\r\n"
        + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";

    /// <summary>What the service answers to a caller who begins a request and never ends it.</summary>
    static async Task<string> AnswerTo(string beginning)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(ApiHost.Address.Host, ApiHost.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync().WaitAsync(Patience);
    }

    [Test]
    public async Task Who_never_ends_the_headers_is_let_go() => Assert.That(
        await AnswerTo("GET /health/live HTTP/1.1\r\nHost: localhost\r\n"), Does.StartWith("HTTP/1.1 408 "));

    [Test]
    public async Task Who_never_ends_a_body_is_told_so_and_let_go() => Assert.That(
        await AnswerTo(BeginningOfABody),
        Does.StartWith("HTTP/1.1 408 ").And.Contain("\"code\":\"request_timeout\""));

    [Test]
    public async Task Who_hangs_up_in_the_middle_of_a_body_is_no_fault_of_the_service()
    {
        await using var service = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = await ApiHost.NewDatabase(),
        });
        await service.WaitUntilReady();

        // A client's stream would say first that no more comes, which is a request too short, and then hang up.
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new(true, 0) })
        {
            await socket.ConnectAsync(service.Address.Host, service.Address.Port);
            await socket.SendAsync(Encoding.ASCII.GetBytes(BeginningOfABody));
            await Metrics("http_server_active_requests\\{[^}]*\"POST\"[^}]*\\} 1");
        }

        await Metrics("http_response_status_code=\"499\"");
        Assert.That((await service.Client.Get("/metrics")).Text, Does.Not.Contain("http_response_status_code=\"500\""));
        Assert.That(
            service.Output.Split('\n').Where(line => line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal)),
            Is.Empty);

        Task Metrics(string show) => ServiceProcess.Until(
            async () => Regex.IsMatch((await service.Client.Get("/metrics")).Text, show));
    }

    [Test]
    public async Task Of_many_lists_at_one_time_the_last_is_refused_and_stores_nothing()
    {
        var database = await ApiHost.NewDatabase();
        await using var service = new ServiceProcess(
            "serve", new Dictionary<string, string> { ["ConnectionStrings__Loyalty"] = database });
        await service.WaitUntilReady();
        var program = await service.Client.NewProgram();
        var email = await service.Client.NewMember(program, "5");
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("select from account for update");
        var waiting = Enumerable.Range(0, ListsAtOneTime + 1).Select(list => service.Client.Send(
            "POST", $"/v1/programs/{program}/accruals/bulk", new
            {
                items = new[] { new { idempotency_key = $"list-{list}", member = new { email }, points = "1" } },
            })).ToList();
        var refused = await await Task.WhenAny(waiting);
        Assert.That((refused.Code, refused.RetryAfter), Is.EqualTo(("unavailable", "1")), refused.Text);
        await ServiceProcess.Until(() => Task.FromResult(
            service.Output.Contains("Too many lists of accruals", StringComparison.Ordinal)));
        await transaction.RollbackAsync();

        var stored = (await Task.WhenAll(waiting)).Where(answer => answer.Status == HttpStatusCode.OK).ToList();
        Assert.That(stored.Select(answer => answer.Value("succeeded")),
            Is.EqualTo(Enumerable.Repeat("1", ListsAtOneTime)));
        var balance = await service.Client.Get($"/v1/programs/{program}/members/email:{email}/balance");
        Assert.That(balance.Value("balance"), Is.EqualTo($"{5 + ListsAtOneTime}.00"));
    }
}
