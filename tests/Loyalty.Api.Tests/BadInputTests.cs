namespace Loyalty.Api.Tests;

/// <summary>
/// What callers get wrong: each is a problem with its code, none is a 500, and none changes a balance.
/// </summary>
public sealed class BadInputTests
{
    readonly ApiClient api = new();

    static IEnumerable<TestCaseData> Bodies()
    {
        static TestCaseData Case(string name, string body, string field, string code) =>
            new TestCaseData(body, field, code).SetArgDisplayNames(name);
        const string member = "\"member\":{\"email\":\"EMAIL\"}";
        foreach (var (name, points, code) in new[]
        {
            ("zero", "0", "not_positive"), ("zero text", "\"0.00\"", "not_positive"),
                ("negative", "-5", "not_positive"), ("negative text", "\"-5\"", "not_positive"),
            ("too precise", "\"1.001\"", "too_precise"), ("far too precise", "\"1.00001\"", "invalid_format"),
                ("above the most", "\"100000000000000.01\"", "too_large"),
            ("huge", "99999999999999999999999999999999999999", "too_large"), ("NaN", "\"NaN\"", "invalid_format"),
                ("exponent text", "\"1e3\"", "invalid_format"),
            ("exponent", "1e3", "invalid_format"), ("text", "\"many\"", "invalid_format"),
                ("empty text", "\"\"", "invalid_format"), ("boolean", "true", "wrong_type"),
            ("list", "[1]", "wrong_type"), ("nothing", "null", "required"),
        })
        {
            yield return Case($"points: {name}", $$$"""{{{{member}}},"points":{{{points}}}}""", "points", code);
        }

        yield return Case("points missing", $$$"""{{{{member}}}}""", "points", "required");
        yield return Case("member missing", """{"points":1}""", "member", "required");
        yield return Case("no identifier", """{"member":{},"points":1}""", "member", "exactly_one");
        yield return Case("two identifiers", """{"member":{"email":"EMAIL","phone":"+37061234567"},"points":1}""",
            "member", "exactly_one");
        yield return Case("no phone", """{"member":{"phone":"+12"},"points":1}""", "member.phone",
            "invalid_identifier");
        yield return Case("member of wrong type", """{"member":"EMAIL","points":1}""", "member", "wrong_type");
        yield return Case("unknown member", $$$"""{{{{member}}},"points":1,"pionts":2}""", "pionts",
            "unknown_property");
        yield return Case("unknown nested member", """{"member":{"mail":"EMAIL"},"points":1}""", "member.mail",
            "unknown_property");
        yield return Case("member of another case", $$$"""{{{{member}}},"Points":1}""", "Points", "unknown_property");
        yield return Case("duplicate member", $$$"""{{{{member}}},"points":1,"points":2}""", "points",
            "duplicate_property");
        yield return Case("duplicate nested member", """{"member":{"email":"EMAIL","email":"x@y.z"},"points":1}""",
            "member.email", "duplicate_property");
        yield return Case("duplicate in metadata", $$$"""{{{{member}}},"points":1,"metadata":{"a":1,"a":2}}""",
            "metadata", "duplicate_property");
        yield return Case("not JSON", "{points:1}", "body", "invalid_json");
        yield return Case("half", """{"points":""", "body", "invalid_json");
        yield return Case("two documents", $$$"""{{{{member}}},"points":1}{}""", "body", "invalid_json");
        yield return Case("a list", "[]", "body", "wrong_type");
        yield return Case("null", "null", "body", "empty_body");
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 1000)) + "1" + new string('}', 1000);
        yield return Case("1,000 levels", $$$"""{{{{member}}},"points":1,"metadata":{{{deep}}}}""", "body",
            "invalid_json");
        yield return Case("U+0000", $$$"""{{{{member}}},"points":1,"description":"a\u0000b"}""", "body",
            "invalid_text");
        yield return Case("U+0000 in a name", $$$"""{{{{member}}},"points":1,"metadata":{"a\u0000":1}}""", "body",
            "invalid_text");
        yield return Case("lone high surrogate", $$$"""{{{{member}}},"points":1,"description":"a\ud800b"}""", "body",
            "invalid_text");
        yield return Case("lone low surrogate", $$$"""{{{{member}}},"points":1,"description":"a\udc00b"}""", "body",
            "invalid_text");
        yield return Case("surrogate at the end", $$$"""{{{{member}}},"points":1,"description":"a\ud83d"}""", "body",
            "invalid_text");
        yield return Case("1e400000", $$$"""{{{{member}}},"points":1,"metadata":{"a":1e400000}}""", "metadata",
            "invalid_format");
        yield return Case("metadata too large",
            $$$"""{{{{member}}},"points":1,"metadata":{"a":"{{{new string('x', 4096)}}}"}}""", "metadata", "too_large");
        yield return Case("metadata of wrong type", $$$"""{{{{member}}},"points":1,"metadata":"x"}""", "metadata",
            "invalid_format");
        yield return Case("description too long",
            $$$"""{{{{member}}},"points":1,"description":"{{{new string('x', 256)}}}"}""", "description",
            "invalid_length");
        yield return Case("occurred in the future",
            $$$"""{{{{member}}},"points":1,"occurred_at":"2999-01-01T00:00:00Z"}""", "occurred_at", "in_the_future");
        yield return Case("time without offset",
            $$$"""{{{{member}}},"points":1,"occurred_at":"2026-01-01T00:00:00"}""", "occurred_at", "invalid_format");
        yield return Case("endless time-out",
            $$$"""{{{{member}}},"points":1,"hold":{"timeout_seconds":99999999999999}}""", "hold.timeout_seconds",
            "out_of_range");
        yield return Case("half a second", $$$"""{{{{member}}},"points":1,"hold":{"timeout_seconds":0.5}}""",
            "hold.timeout_seconds", "out_of_range");
        yield return Case("unknown type", $$$"""{{{{member}}},"points":1,"type":"gift"}""", "type", "unknown_value");
    }

    [TestCaseSource(nameof(Bodies))]
    public async Task A_wrong_redemption_is_told_by_field_and_moves_nothing(string body, string field, string code)
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "100");
        foreach (var call in new[] { "redemptions", "redemptions/validate" })
        {
            var answer = await api.Post(
                $"/v1/programs/{program}/{call}", body.Replace("EMAIL", email, StringComparison.Ordinal));
            Assert.That((answer.Status, answer.Code), Is.EqualTo((HttpStatusCode.BadRequest, "validation_failed")),
                answer.Text);
            Assert.That((answer.Value("errors.0.field"), answer.Value("errors.0.code")), Is.EqualTo((field, code)),
                answer.Text);
            Assert.That(answer.Text, Does.Not.Contain("Loyalty.").And.Not.Contain("System."));
        }

        var balance = await api.Get($"/v1/programs/{program}/members/email:{email}/balance");
        Assert.That(balance.Value("balance"), Is.EqualTo("100.00"));
    }

    [TestCase("\"expires_at\":\"2020-01-01T00:00:00Z\"", "expires_at", "in_the_past")]
    [TestCase("\"expires_at\":\"2998-01-01T00:00:00Z\",\"available_at\":\"2998-01-01T00:00:00Z\"", "expires_at",
        "not_after_available_at")]
    [TestCase("\"reason\":\"gift\"", "reason", "unknown_value")]
    [TestCase("\"expires_at\":\"soon\"", "expires_at", "invalid_format")]
    public async Task A_wrong_accrual_is_told_by_field_and_moves_nothing(string member, string field, string code)
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "100");
        var answer =
            await api.Post($"/v1/programs/{program}/accruals",
            $$"""{"member":{"email":"{{email}}"},"points":1,{{member}}}""");
        Assert.That((answer.Code, answer.Value("errors.0.field"), answer.Value("errors.0.code")),
            Is.EqualTo(("validation_failed", field, code)), answer.Text);
        var list = await api.Get($"/v1/programs/{program}/members/email:{email}/transactions");
        Assert.That(list.At("data").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_balance_beyond_the_most_is_declined()
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "100000000000000");
        var answer = await api.Post(
            $"/v1/programs/{program}/accruals", new { member = new { email }, points = "0.01" });
        Assert.That((answer.Status, answer.Code), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "limit_reached")));
    }

    [Test]
    public async Task An_idempotency_key_must_be_there_and_be_one()
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "100");
        var body = new { member = new { email }, points = 1 };
        var path = $"/v1/programs/{program}/redemptions";
        Assert.That((await api.Send("POST", path, body)).Code, Is.EqualTo("idempotency_key_required"));
        var answer = await api.Post(path, body, new string('k', 256));
        Assert.That((answer.Status, answer.Value("errors.0.field")),
            Is.EqualTo((HttpStatusCode.BadRequest, "Idempotency-Key")));
    }

    [Test]
    public async Task What_does_not_exist_is_not_found()
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "100");
        async Task<string?> Redeem(string program, object body) =>
            (await api.Post($"/v1/programs/{program}/redemptions", body)).Code;
        Assert.That(await Redeem("none", new { member = new { email }, points = 1 }), Is.EqualTo("program_not_found"));
        Assert.That(await Redeem(program, new { member = new { email = "none@example.com" }, points = 1 }),
            Is.EqualTo("member_not_found"));
        Assert.That(await Redeem(program, new { member = new { email }, points = 1, points_currency = "none" }),
            Is.EqualTo("not_found"));
        Assert.That((await api.Get($"/v1/programs/{program}/members/email:none@example.com/balance"))
            .Code, Is.EqualTo("member_not_found"));
        Assert.That((await api.Get($"/v1/programs/{program}/members/email:{email}/balance?points_currency=none"))
            .Code, Is.EqualTo("not_found"));
        Assert.That((await api.Get("/v1/transactions/txn_1")).Code, Is.EqualTo("transaction_not_found"));
        Assert.That((await api.Get("/v1/programs/none")).Code, Is.EqualTo("program_not_found"));
        Assert.That((await api.Send("DELETE", "/v1/keys/none")).Code, Is.EqualTo("not_found"));
    }

    [TestCase("cursor=tampered", "cursor", "invalid_cursor")]
    [TestCase("limit=0", "limit", "out_of_range")]
    [TestCase("limit=201", "limit", "out_of_range")]
    [TestCase("limit=-5", "limit", "out_of_range")]
    [TestCase("limit=ten", "limit", "invalid_format")]
    [TestCase("from=yesterday", "from", "invalid_format")]
    [TestCase("from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "to", "before_from")]
    [TestCase("type=gift", "type", "unknown_value")]
    [TestCase("limitt=5", "limitt", "unknown_parameter")]
    [TestCase("limit=5&limit=6", "limit", "duplicate_property")]
    public async Task A_wrong_query_is_told_by_parameter(string query, string field, string code)
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "1");
        var answer = await api.Get($"/v1/programs/{program}/members/email:{email}/transactions?{query}");
        Assert.That((answer.Status, answer.Value("errors.0.field"), answer.Value("errors.0.code")),
            Is.EqualTo((HttpStatusCode.BadRequest, field, code)), answer.Text);
    }

    [Test]
    public async Task A_filter_that_is_no_identifier_is_refused()
    {
        var program = await api.NewProgram();
        foreach (var (query, field) in new[] { ("custom=x", "custom"), ("email=x", "email"), ("phone=1", "phone") })
        {
            var answer = await api.Get($"/v1/programs/{program}/members?{query}");
            Assert.That((answer.Code, answer.Value("errors.0.field")), Is.EqualTo(("validation_failed", field)),
                answer.Text);
        }
    }

    [TestCase("GET", "/members/custom:typo:1")]
    [TestCase("PATCH", "/members/custom:typo:1")]
    [TestCase("DELETE", "/members/custom:typo:1")]
    [TestCase("GET", "/members?custom=typo:1")]
    [TestCase("GET", "/members/custom:typo:1/balance")]
    public async Task A_custom_field_that_the_program_does_not_have_is_told(string method, string path)
    {
        var program = await api.NewProgram();
        var answer = await api.Send(
            method, $"/v1/programs/{program}{path}", method == "PATCH" ? new { name = "x" } : null);
        Assert.That((answer.Value("errors.0.field"), answer.Value("errors.0.code")),
            Is.EqualTo((path.Contains('?') ? "custom" : "member.custom", "unknown_field")), answer.Text);
    }

    [Test]
    public async Task An_address_is_shown_as_it_was_written_and_found_in_any_form()
    {
        var program = await api.NewProgram();
        var name = $"{Guid.NewGuid():N}";
        var written = $"Ren\u00E9{name}@B\u00FCcher.example";
        await api.Post($"/v1/programs/{program}/members", new { email = written });
        foreach (var other in new[] { $"rene\u0301{name}@xn--bcher-kva.example", written.ToUpperInvariant() })
        {
            var path = $"/v1/programs/{program}/members/email:{Uri.EscapeDataString(other)}";
            Assert.That((await api.Get(path)).Value("identifiers.email"), Is.EqualTo(written));
            Assert.That((await api.Send("PATCH", path, new { name = "x" })).Value("identifiers.email"),
                Is.EqualTo(written));
            Assert.That((await api.Post($"/v1/programs/{program}/members", new { email = other })).Code,
                Is.EqualTo("identifier_taken"));
        }
    }

    [TestCase("en", "501", "500")]
    [TestCase("lt", "101", "100")]
    [TestCase("ru", "101", "100")]
    public async Task A_limit_of_accruals_says_what_is_left_of_it(string language, string points, string said)
    {
        var program = await api.NewProgram(
            new { earning = new { max_points_per_accrual = "500", max_points_per_day = "1000" } });
        var email = await api.NewMember(program, "450");
        var path = $"/v1/programs/{program}/accruals";
        await api.Post(path, new { member = new { email }, points = "450" });
        var answer = await api.Send("POST", path, new { member = new { email }, points }, "k", request =>
            request.Headers.AcceptLanguage.ParseAdd(language));
        Assert.That((answer.Code, answer.Value("detail")!.Contains(said, StringComparison.Ordinal)),
            Is.EqualTo(("limit_reached", true)), answer.Text);
        Assert.That(answer.Value("detail"), Does.Not.Contain("{"));
    }

    [Test]
    public async Task A_cursor_that_was_changed_or_is_another_lists_is_refused()
    {
        var program = await api.NewProgram();
        await api.NewMember(program, "1");
        await api.NewMember(program, "1");
        var path = $"/v1/programs/{program}/members";
        var cursor = (await api.Get($"{path}?limit=1")).Value("next_cursor")!;
        Assert.That((await api.Get($"{path}?limit=1&cursor={cursor}")).Status, Is.EqualTo(HttpStatusCode.OK));
        var changed = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];
        Assert.That((await api.Get($"{path}?limit=1&cursor={changed}")).Code, Is.EqualTo("validation_failed"));
        Assert.That((await api.Get($"{path}?limit=1&status=active&cursor={cursor}"))
            .Code, Is.EqualTo("validation_failed"));
        Assert.That((await api.Get($"/v1/keys?cursor={cursor}")).Code, Is.EqualTo("validation_failed"));

        // A checksum is no secret: who makes up a cursor gets a page, never a fault.
        var forged = Application.Cursor.Write($"{path}?", "no number");
        Assert.That((await api.Get($"{path}?cursor={forged}")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("GET", "/nowhere", 404, "not_found")]
    [TestCase("PUT", "/v1/programs", 405, "method_not_allowed")]
    [TestCase("DELETE", "/v1/programs", 405, "method_not_allowed")]
    [TestCase("PROPFIND", "/v1/programs", 405, "method_not_allowed")]
    [TestCase("GET", "/_test_url_cache_", 404, "not_found")]
    [TestCase("GET", "/v1/programs?x=%00", 400, "validation_failed")]
    [TestCase("GET", "/v1/programs/%2e%2e/x/members", 404, "not_found")]
    public async Task The_web_servers_own_refusals_are_problems_too(string method, string path, int status, string code)
    {
        var answer = await api.Send(method, path);
        Assert.That(((int)answer.Status, answer.Code), Is.EqualTo((status, code)), answer.Text);
        foreach (var member in new[] { "type", "title", "status", "detail", "code", "trace_id" })
        {
            Assert.That(answer.Value(member), Is.Not.Empty);
        }
    }

    [Test]
    public async Task Too_much_is_refused_in_every_place()
    {
        var program = await api.NewProgram();
        var path = $"/v1/programs/{program}/redemptions";
        var body = $$$"""{"points":1,"description":"{{{new string('x', 65 * 1024)}}}"}""";
        Assert.That((await api.Post(path, body)).Code, Is.EqualTo("payload_too_large"));
        var chunked = await api.Send(
            "POST", path, body, "k", request => request.Headers.TransferEncodingChunked = true);
        Assert.That(chunked.Code, Is.EqualTo("payload_too_large"));
        Assert.That((await api.Get($"/v1/programs?cursor={new string('x', 9000)}")).Code, Is.EqualTo("uri_too_long"));
        var headers = await api.Send(
            "GET", "/v1/programs", change: request => request.Headers.Add("X-Long", new string('x', 40_000)));
        Assert.That(headers.Code, Is.EqualTo("headers_too_large"));
    }
}
