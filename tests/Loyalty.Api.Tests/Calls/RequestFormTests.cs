using System.Net.Sockets;
using System.Text;

namespace Loyalty.Api.Tests.Calls;

/// <summary>Forms of requests that real clients send: what is meant well is read, the rest is told clearly.</summary>
public sealed class RequestFormTests
{
    readonly ApiClient api = new();

    [TestCase("/v1/programs/{p}/members?card_number=", "card_number")]
    [TestCase("/v1/programs/{p}/members?query=", "query")]
    [TestCase("/v1/programs/{p}/members?limit=", "limit")]
    [TestCase("/v1/programs/{p}/members/email:{e}/balance?at=", "at")]
    [TestCase("/v1/programs/{p}/members/email:{e}/balance?points_currency=", "points_currency")]
    [TestCase("/v1/programs/{p}/transactions/export?from=", "from")]
    public async Task A_parameter_without_a_value_asks_for_nothing(string path, string field)
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "5");
        var answer = await api.Get(path.Replace("{p}", program, StringComparison.Ordinal)
            .Replace("{e}", email, StringComparison.Ordinal));
        Assert.That((answer.Status, answer.Value("errors.0.field"), answer.Value("errors.0.code")),
            Is.EqualTo((HttpStatusCode.BadRequest, field, "empty_parameter")));
    }

    [TestCase("cursor=%00", "cursor")]
    [TestCase("external_id=a%00b", "external_id")]
    [TestCase("%00=1", "query")]
    public async Task U_0000_in_the_query_is_told_by_name(string query, string field)
    {
        var answer = await api.Get($"/v1/programs?{query}");
        Assert.That((answer.Status, answer.Value("errors.0.field"), answer.Value("errors.0.code")),
            Is.EqualTo((HttpStatusCode.BadRequest, field, "invalid_text")));
    }

    [Test]
    public async Task A_body_that_begins_with_a_byte_order_mark_is_read()
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "5");
        var answer = await api.Send("POST", $"/v1/programs/{program}/redemptions", null, Guid.NewGuid().ToString(),
            request => request.Content = new ByteArrayContent([
                0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes($$"""{"member":{"email":"{{email}}"},"points":1}""")])
            {
                Headers = { ContentType = new("application/json") },
            });
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created), answer.Text);
    }

    [TestCase("1e2", "invalid_format", "exponent")]
    [TestCase("\"1e2\"", "invalid_format", "exponent")]
    public async Task An_exponent_is_refused_with_the_form_that_is_meant(string points, string code, string word)
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "5");
        var answer = await api.Post($"/v1/programs/{program}/redemptions",
            $$"""{"member":{"email":"{{email}}"},"points":{{points}}}""");
        Assert.That((answer.Value("errors.0.code"), answer.Value("errors.0.message")!.Contains(word)),
            Is.EqualTo((code, true)));
    }

    [TestCase("9999-12-31T23:59:59Z", "out_of_range")]
    [TestCase("0001-01-01T00:00:00Z", "out_of_range")]
    [TestCase("2027-13-01T00:00:00Z", "invalid_format")]
    public async Task A_time_out_of_bounds_is_told_the_bounds(string time, string code)
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "5");
        var answer = await api.Post($"/v1/programs/{program}/accruals",
            $$"""{"member":{"email":"{{email}}"},"points":1,"expires_at":"{{time}}"}""");
        Assert.That((answer.Value("errors.0.field"), answer.Value("errors.0.code")),
            Is.EqualTo(("expires_at", code)), answer.Text);
    }

    [Test]
    public async Task HEAD_answers_as_GET_without_a_body_and_other_methods_are_not_allowed()
    {
        var program = await api.NewProgram();
        foreach (var path in new[] { "/health/live", "/health/ready", $"/v1/programs/{program}", "/metrics" })
        {
            var head = await api.Send("HEAD", path);
            Assert.That((head.Status, head.Text), Is.EqualTo((HttpStatusCode.OK, "")), path);
        }

        Assert.That((await api.Send("HEAD", "/v1/programs/nowhere")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await api.Send("POST", "/metrics", "{}")).Code, Is.EqualTo("method_not_allowed"));
        Assert.That((await api.Send("HEAD", $"/v1/programs/{program}/accruals")).Status,
            Is.EqualTo(HttpStatusCode.MethodNotAllowed));
    }

    [TestCase("""{"policy":null}""", "policy")]
    [TestCase("""{"policy":{"redemption":null}}""", "policy.redemption")]
    public async Task Rules_are_not_set_back_by_a_null(string patch, string field)
    {
        var program = await api.NewProgram(new { redemption = new { max_points = "10" } });
        var answer = await api.Send("PATCH", $"/v1/programs/{program}", patch);
        Assert.That((answer.Value("errors.0.field"), answer.Value("errors.0.code")), Is.EqualTo((field, "wrong_type")));
        Assert.That((await api.Get($"/v1/programs/{program}")).Value("policy.redemption.max_points"),
            Is.EqualTo("10"));
    }

    [TestCase("""{"member":{"custom":{"field":"typo","value":"7"}},"points":1}""", "member.custom", "unknown_field")]
    [TestCase("""{"member":{"email":"a@b.c"},"points":1,"points_currency":""}""", "points_currency", "invalid_length")]
    public async Task What_can_be_nobody_is_a_bad_request_and_not_a_missing_member(
        string body, string field, string code)
    {
        var program = await api.NewProgram();
        var answer = await api.Post($"/v1/programs/{program}/redemptions", body);
        Assert.That((answer.Status, answer.Value("errors.0.field"), answer.Value("errors.0.code")),
            Is.EqualTo((HttpStatusCode.BadRequest, field, code)), answer.Text);
    }

    [Test]
    public async Task Every_answer_has_the_id_that_its_problem_and_its_log_lines_have()
    {
        string? id = null;
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(ApiHost.Address, "/v1/programs"));
        id = answer.Headers.GetValues("Request-Id").Single();
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain($"\"trace_id\":\"{id}\""));
    }

    [TestCase("FFFFFFFFFFFFFFFFFF\r\n")]
    [TestCase("zz\r\n")]
    public async Task A_chunk_that_is_none_is_a_bad_request(string chunk)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(ApiHost.Address.Host, ApiHost.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/programs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ApiHost.AdminKey}\r\n"
            + $"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.That(await reader.ReadLineAsync(), Does.StartWith("HTTP/1.1 400 "));
    }
}
