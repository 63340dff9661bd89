using System.Net.Sockets;
using System.Text;

namespace Loyalty.Api.Tests.Processes;

/// <summary>What one key's slow callers take from those of another operator: nothing.</summary>
public sealed class SlowCallersTests
{
    const int Callers = 4;
    const int Rounds = 5;

    /// <summary>More than the connection's buffers hold, so that an export waits for its reader.</summary>
    const int Rows = 100_000;

    [Test]
    public async Task Slow_senders_and_readers_of_one_key_keep_no_other_operator_out()
    {
        var database = await ApiHost.NewDatabase();
        await using var service = new ServiceProcess(
            "serve", new Dictionary<string, string> { ["ConnectionStrings__Loyalty"] = database });
        await service.WaitUntilReady();
        var (slowProgram, slowKey, slowEmail) = await NewOperator(service);
        var (program, key, email) = await NewOperator(service);
        await BigLedger.Fill(database, slowEmail, Rows);

        var slow = new List<TcpClient>();
        for (var i = 0; i < Callers; i++)
        {
            slow.Add(await Begin(service.Address, slowKey, $"GET /v1/programs/{slowProgram}/transactions/export", ""));
            slow.Add(await Begin(service.Address, slowKey, $"POST /v1/programs/{slowProgram}/accruals/bulk", """
                {"items":[
                """));
        }

        // The export that has its place sends its first bytes when it has waited for what was under way.
        var begun = slow.Where((_, place) => place % 2 == 0).Select(FirstByte).ToList();
        await Task.WhenAny(begun);

        var client = new ApiClient(key, service.Address);
        for (var round = 0; round < Rounds; round++)
        {
            var list = client.Post($"/v1/programs/{program}/accruals/bulk", new
            {
                items = new[] { new { idempotency_key = $"list-{round}", member = new { email }, points = "1" } },
            });
            var export = client.Get($"/v1/programs/{program}/transactions/export?to=2026-01-01T00:00:00Z");
            Assert.That(((await list).Status, (await export).Status), Is.EqualTo(
                (HttpStatusCode.OK, HttpStatusCode.OK)), service.Output);
        }

        Assert.That(slow.Count(IsOpen), Is.EqualTo(2 * Callers), "or they were slow for a while alone");
        slow.ForEach(socket => socket.Dispose());
    }

    static async Task<(string Program, string Key, string Email)> NewOperator(ServiceProcess service)
    {
        var program = await service.Client.NewProgram();
        var key = await service.Client.NewKey(
            new { name = "slow", scopes = new[] { "accrue", "export" }, programs = new[] { program } });
        return (program, key, await service.Client.NewMember(program, "5"));
    }

    /// <summary>A request whose body does not end, or whose answer nobody reads.</summary>
    static async Task<TcpClient> Begin(Uri address, string key, string request, string body)
    {
        var socket = new TcpClient { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(address.Host, address.Port);
        var length = body.Length > 0 ? "Content-Type: application/json\r\nContent-Length: 100000\r\n" : "";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"{request} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n{length}\r\n{body}"));
        return socket;
    }

    /// <summary>False once the service has closed it, and nothing of it is left to read.</summary>
    static bool IsOpen(TcpClient socket) =>
        !socket.Client.Poll(0, SelectMode.SelectRead) || socket.Client.Available > 0;

    static async Task FirstByte(TcpClient socket) => await socket.GetStream().ReadExactlyAsync(new byte[1]);
}
