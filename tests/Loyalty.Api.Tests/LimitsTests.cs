using System.Net.Sockets;
using System.Text;
using Dapper;
using Npgsql;

namespace Loyalty.Api.Tests;

/// <summary>Bounds that protect the service from callers who are slow, or many; sizes are in BadInputTests.</summary>
public sealed class LimitsTests
{
    const int ListsAtOneTime = 4;

    readonly ApiClient admin = new();

    /// <summary>What the service answers to a caller who begins a request and never ends it.</summary>
    static async Task<string> AnswerTo(string beginning)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(ApiHost.Address.Host, ApiHost.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync();
    }

    [Test]
    public async Task Whoever_never_ends_a_request_is_let_go()
    {
        var answers = await Task.WhenAll(
            AnswerTo("GET /health/live HTTP/1.1\r\nHost: localhost\r\n"),
            AnswerTo($"POST /v1/programs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ApiHost.AdminKey}\r\n"
                + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"));
        Assert.That(answers, Has.All.StartsWith("HTTP/1.1 408 "));
        Assert.That(answers[1], Does.Contain("\"code\":\"request_timeout\""));
    }

    [Test]
    public async Task Of_many_lists_at_one_time_the_last_is_refused_and_stores_nothing()
    {
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "5");
        var path = $"/v1/programs/{program}/accruals/bulk";
        await using var connection = new NpgsqlConnection(ApiHost.Connection);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("""
            select from account a join identifier i on i.member_number = a.owner_number where i.value = @email for update of a
            """, new { email });
        var waiting = Enumerable.Range(0, ListsAtOneTime + 1).Select(list => admin.Send("POST", path, new
        {
            items = new[] { new { idempotency_key = $"list-{list}", member = new { email }, points = "1" } },
        })).ToList();
        var refused = await await Task.WhenAny(waiting);
        Assert.That((refused.Code, refused.RetryAfter), Is.EqualTo(("unavailable", "1")), refused.Text);
        await transaction.RollbackAsync();

        var stored = (await Task.WhenAll(waiting)).Where(answer => answer.Status == HttpStatusCode.OK).ToList();
        Assert.That(stored, Has.Count.EqualTo(ListsAtOneTime));
        Assert.That(stored, Has.All.Matches<ApiAnswer>(answer => answer?.Text_("succeeded") == "1"));
        var balance = await admin.Get($"/v1/programs/{program}/members/email:{email}/balance");
        Assert.That(balance.Text_("balance"), Is.EqualTo($"{5 + ListsAtOneTime}.00"));
    }
}
