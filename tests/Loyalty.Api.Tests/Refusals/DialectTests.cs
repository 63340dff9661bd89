namespace Loyalty.Api.Tests.Refusals;

/// <summary>
/// Whoever says no, it leaves in the dialect of the path, and nothing leaves before the key is confirmed.
/// </summary>
public sealed class DialectTests
{
    readonly ApiClient nobody = new(null);
    readonly ApiClient admin = new();

    [TestCase("/other-dialect/say/hello", "no 401 unauthorized")]
    [TestCase("/other-dialect/say/hello?token=wrong", "no 401 unauthorized")]
    [TestCase("/other-dialect/nowhere?token=", "no 404 not_found")]
    [TestCase("/other-dialect/say/hello?token={key}&x=1", "no 400 validation_failed")]
    [TestCase("/other-dialect/say/decline?token={key}", "no 409 already_cancelled")]
    [TestCase("/other-dialect/say/fault?token={key}", "no 500 internal_error")]
    [TestCase("/other-dialect/say/hello?token={key}", "{\"said\":\"hello\"}")]
    public async Task Every_no_is_said_in_the_dialect_of_the_path(string path, string expected)
    {
        var answer = await nobody.Get(path.Replace("{key}", ApiHost.AdminKey, StringComparison.Ordinal));
        Assert.That((answer.Status, answer.Text), Is.EqualTo((HttpStatusCode.OK, expected)));
    }

    [Test]
    public async Task A_method_that_is_not_there_and_a_scope_that_lacks_are_said_in_it_too()
    {
        var wrongMethod = await nobody.Send("POST", $"/other-dialect/say/hello?token={ApiHost.AdminKey}", "{}", null);
        Assert.That(wrongMethod.Text, Is.EqualTo("no 405 method_not_allowed"));
        var program = await admin.Post("/v1/programs", """{"code":"demo-dialect","name":"x"}""");
        Assert.That(program.Status, Is.EqualTo(HttpStatusCode.Created), program.Text);
        var key = await admin.Post("/v1/keys", """{"name":"till","scopes":["redeem"],"programs":["demo-dialect"]}""");
        Assert.That((await nobody.Get($"/other-dialect/say/hello?token={key.Value("key")}")).Text,
            Is.EqualTo("no 403 forbidden"));
    }

    [Test]
    public async Task The_own_dialect_takes_no_key_from_the_query()
    {
        var answer = await nobody.Get($"/v1/forgetful?token={ApiHost.AdminKey}");
        Assert.That((answer.Status, answer.Value("code")), Is.EqualTo((HttpStatusCode.Unauthorized, "unauthorized")));
    }

    [Test]
    public async Task An_endpoint_that_forgets_to_load_an_account_tells_a_revoked_key_nothing()
    {
        var code = $"p{Guid.NewGuid():N}";
        await admin.Post("/v1/programs", $$"""{"code":"{{code}}","name":"x"}""");
        var made = await admin.Post("/v1/keys", $$"""{"name":"till","scopes":["read"],"programs":["{{code}}"]}""");
        var till = new ApiClient(made.Value("key"));

        // Twice: the first look-up asks the database, from then on the key is remembered.
        for (var i = 0; i < 2; i++)
        {
            Assert.That((await till.Get("/v1/forgetful")).Text, Is.EqualTo("""{"secret":"told"}"""));
        }

        await admin.Send("DELETE", $"/v1/keys/{made.Value("id")}", null, null);
        var refused = await till.Get("/v1/forgetful");
        Assert.That((refused.Status, refused.Text.Contains("told", StringComparison.Ordinal)),
            Is.EqualTo((HttpStatusCode.Unauthorized, false)));
    }
}
