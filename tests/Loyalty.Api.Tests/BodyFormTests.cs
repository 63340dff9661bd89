using System.Text;

namespace Loyalty.Api.Tests;

/// <summary>What a body is refused for before anybody asks what it means, and what passes as it is.</summary>
public sealed class BodyFormTests
{
    readonly ApiClient api = new();

    [TestCase("text/plain", "unsupported_media_type")]
    [TestCase("application/xml", "unsupported_media_type")]
    [TestCase("application/merge-patch+json", "unsupported_media_type")]
    [TestCase("application/json; charset=utf-16", "unsupported_media_type")]
    [TestCase(null, "unsupported_media_type")]
    [TestCase("application/json;charset=UTF-8", "member_not_found")]
    [TestCase("APPLICATION/JSON", "member_not_found")]
    public async Task A_body_is_JSON_in_UTF_8(string? contentType, string code)
    {
        var program = await api.NewProgram();
        var answer =
            await api.Send("POST", $"/v1/programs/{program}/redemptions",
            """{"member":{"email":"a@b.c"},"points":1}""", "k", request =>
        {
            request.Content!.Headers.ContentType = null;
            if (contentType is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            }
        });
        Assert.That(answer.Code, Is.EqualTo(code));
    }

    [TestCase("gzip", "unsupported_media_type")]
    [TestCase("identity, br", "unsupported_media_type")]
    [TestCase("Identity", "member_not_found")]
    public async Task A_body_comes_as_it_is(string encoding, string code)
    {
        var program = await api.NewProgram();
        var answer =
            await api.Send("POST", $"/v1/programs/{program}/redemptions",
            """{"member":{"email":"a@b.c"},"points":1}""", "k",
            request => request.Content!.Headers.TryAddWithoutValidation("Content-Encoding", encoding));
        Assert.That(answer.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task An_empty_body_and_bytes_that_are_no_UTF_8_are_refused()
    {
        var program = await api.NewProgram();
        var path = $"/v1/programs/{program}/redemptions";
        Assert.That((await api.Send("POST", path, null, "k")).Value("errors.0.code"), Is.EqualTo("empty_body"));
        Assert.That((await api.Post(path, "")).Value("errors.0.code"), Is.EqualTo("empty_body"));
        var answer = await api.Send("POST", path, "x", "k", request =>
        {
            request.Content = new ByteArrayContent(
                [.. Encoding.UTF8.GetBytes("{\"description\":\""), 0xFF, .. Encoding.UTF8.GetBytes("\"}")]);
            request.Content.Headers.ContentType = new("application/json");
        });
        Assert.That(answer.Value("errors.0.code"), Is.EqualTo("invalid_text"));
    }

    [Test]
    public async Task Emoji_and_escapes_pass_as_they_are()
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "5");
        var answer = await api.Post($"/v1/programs/{program}/redemptions",
            $$$"""
            {"member":{"email":"{{{email}}}"},"points":1,
             "description":"\ud83d\ude00 \\u0000 \" ž","metadata":{"t":"\ud83d\ude00"}}
            """);
        var transaction = await api.Get($"/v1/transactions/{answer.Value("transaction_id")}");
        Assert.That((transaction.Value("description"), transaction.Value("metadata.t")),
            Is.EqualTo(("😀 \\u0000 \" ž", "😀")));
    }

    [TestCase("""{"tags":[null]}""")]
    [TestCase("""{"custom":null}""")]
    [TestCase("""{"custom":{"x":null}}""")]
    [TestCase("""{"email":{"a":{"b":1}}}""")]
    [TestCase("""{"status":5}""")]
    [TestCase("""{"name":"A","name":"B"}""")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("5")]
    public async Task Patches_of_any_form_are_no_fault(string patch)
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "5");
        Assert.That((int)(await api.Send("PATCH", $"/v1/programs/{program}/members/email:{email}", patch))
            .Status, Is.LessThan(500));
        Assert.That((int)(await api.Send("PATCH", $"/v1/programs/{program}", patch)).Status, Is.LessThan(500));
    }

    [TestCase("/v1/programs", """{"code":"x1","name":"x","points_currencies":[null]}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","custom_fields":[null]}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","policy":null}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","policy":{"redemption":null}}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","time_zone":"posixrules"}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","prizes":[]}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","tiers":[null]}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","tiers":null}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","tiers":[{"code":"a"}]}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","tiers":[{"code":"a","name":null}]}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","tiers":[{"code":"a","name":"A","names":{"lt":null}}]}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","tiers":[{"code":"a","name":"A","names":{"xx":"a"}}]}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","tiers":[{"code":"a","name":"A"},{"code":"a","name":"B"}]}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","tiers":[{"code":"a","name":"A","period_days":0}]}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","tiers":[{"code":"a","name":"A","period_days":36501}]}""")]
    [TestCase("/v1/programs",
        """{"code":"x1","name":"x","tiers":[{"code":"a","name":"A","min_points_earned":"-1"}]}""")]
    [TestCase("/v1/programs",
        """{"code":"x1","name":"x","tiers":[{"code":"a","name":"A","min_points_earned":"0.001"}]}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","policy":{"redemption":{"allowed_tiers":["gold"]}}}""")]
    [TestCase("/v1/programs", """{"code":"x1","name":"x","policy":{"redemption":{"allowed_tiers":[null]}}}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P"}""")]
    [TestCase("PROGRAM/promotions", """{"id":"a/b","name":"x"}""")]
    [TestCase("PROGRAM/promotions", """{"id":"ž","name":"x"}""")]
    [TestCase("PROGRAM/promotions", """{"id":"..","name":"x"}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","redeem_rules":null}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","redeem_rules":[null]}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","redeem_rules":[{"points_currency":"other"}]}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","redeem_rules":[{},{"points_currency":"points"}]}""")]
    [TestCase("PROGRAM/promotions",
        """{"id":"P","name":"x","redeem_rules":[{"static_points":1,"max_points":2}]}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","redeem_rules":[{"min_points":2,"max_points":1}]}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","redeem_rules":[{"static_points":"0.001"}]}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","accrual_rules":[{}]}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","accrual_rules":[{"multiplier":"0"}]}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","accrual_rules":[{"multiplier":"1e3"}]}""")]
    [TestCase("PROGRAM/promotions",
        """{"id":"P","name":"x","starts_at":"2026-01-01T00:00:00Z","ends_at":"2026-01-01T00:00:00Z"}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","allowed_tiers":["gold"]}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","max_uses_per_member":0}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","max_points_per_member":"0"}""")]
    [TestCase("PROGRAM/promotions", """{"id":"P","name":"x","active":"yes"}""")]
    [TestCase("PROGRAM/members", """{"email":"a@b.c","birthday":"1990-02-30"}""")]
    [TestCase("PROGRAM/members", """{"email":"a@b.c","birthday":"--13-01"}""")]
    [TestCase("PROGRAM/members", """{"email":"a@b.c","anniversary":"--06-01"}""")]
    [TestCase("PROGRAM/members", """{"email":"a@b.c","consents":{"fax":true}}""")]
    [TestCase("PROGRAM/members", """{"email":"a@b.c","consents":{"sms":"yes"}}""")]
    [TestCase("PROGRAM/members", """{"email":"a@b.c","metadata":[]}""")]
    [TestCase("PROGRAM/members", """{"email":"a@b.c","first_name":""}""")]
    [TestCase("/v1/keys", """{"name":"k","scopes":["read"],"programs":[null]}""")]
    [TestCase("/v1/keys", """{"name":"k","scopes":[null],"programs":"all"}""")]
    [TestCase("/v1/keys", """{"name":"k","scopes":["read"],"programs":"some"}""")]
    [TestCase("PROGRAM/members", """{"custom":{"user_id":null}}""")]
    [TestCase("PROGRAM/members", """{"email":"a@b.c","tags":[null]}""")]
    [TestCase("PROGRAM/accruals", """{"member":{"custom":{"value":"x"}},"points":1}""")]
    [TestCase("PROGRAM/accruals", """{"member":{"custom":{"field":null,"value":"x"}},"points":1}""")]
    public async Task Odd_bodies_are_400(string path, string body)
    {
        var program = await api.NewProgram();
        var answer = await api.Post(path.Replace("PROGRAM", $"/v1/programs/{program}", StringComparison.Ordinal), body);
        Assert.That((answer.Status, answer.Code), Is.EqualTo((HttpStatusCode.BadRequest, "validation_failed")),
            answer.Text);
    }

    [Test]
    public async Task A_description_counts_characters_not_their_halves()
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "5");
        string Emoji(int count) => string.Concat(Enumerable.Repeat("😀", count));
        async Task<HttpStatusCode> With(string description) =>
            (await api.Post($"/v1/programs/{program}/redemptions",
                new { member = new { email }, points = 1, description })).Status;
        Assert.That(await With(Emoji(255)), Is.EqualTo(HttpStatusCode.Created));
        Assert.That(await With(Emoji(256)), Is.EqualTo(HttpStatusCode.BadRequest));
    }
}
