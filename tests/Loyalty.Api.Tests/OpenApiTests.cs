using System.Text.Json;
using System.Text.Json.Nodes;

namespace Loyalty.Api.Tests;

public sealed class OpenApiTests
{
    static async Task<JsonElement> Document() => (await new ApiClient(null).Get("/openapi/v1.json")).Json;

    [Test]
    public async Task The_document_is_OpenAPI_3_1_and_has_every_operation_with_its_problems()
    {
        var document = await Document();
        Assert.That(document.GetProperty("openapi").GetString(), Does.StartWith("3.1"));
        var redeem = document.GetProperty("paths").GetProperty("/v1/programs/{program}/redemptions")
            .GetProperty("post");
        var parameters = redeem.GetProperty("parameters").EnumerateArray().Select(parameter =>
            (parameter.GetProperty("name").GetString(), parameter.GetProperty("in")
                .GetString(), parameter.TryGetProperty("required", out var required) && required.GetBoolean()))
                    .ToList();
        Assert.That(parameters,
            Is.SupersetOf(new (string?, string?, bool)[] { ("program", "path", true),
                ("Idempotency-Key", "header", true) }));
        var responses = redeem.GetProperty("responses");
        Assert.That(responses.EnumerateObject()
            .Select(response => response.Name),
                Is.SupersetOf(new[] { "201", "400", "401", "403", "404", "409", "413", "415", "422", "503" }));
        Assert.That(responses.GetProperty("422").GetProperty("description")
            .GetString(), Does.Contain("insufficient_points").And.Contain("idempotency_key_reused"));
        Assert.That(redeem.GetProperty("requestBody").GetProperty("content").GetProperty("application/json")
            .GetProperty("schema").GetRawText(), Does.Contain("RedemptionBody"));
    }

    /// <summary>To change the copy with the contract: UPDATE_GOLDEN=1, then this test.</summary>
    [Test]
    public async Task The_document_is_the_one_in_docs()
    {
        var document = (await new ApiClient(null).Get("/openapi/v1.json")).Json.Deserialize<JsonObject>()!;
        document.Remove("servers");
        var text = document.ToJsonString(new(JsonSerializerOptions.Default) { WriteIndented = true }) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(Repository.Root, "docs/openapi.json"), text);
        }

        Assert.That(text, Is.EqualTo(Repository.Read("docs/openapi.json")));
    }

    [Test]
    public async Task Every_operation_has_a_name_a_scope_and_an_answer()
    {
        var document = await Document();
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject()).ToList();
        Assert.That(operations, Has.Count.GreaterThanOrEqualTo(20));
        Assert.That(operations.Select(operation => operation.Value.GetProperty("operationId").GetString()), Is.Unique);
        foreach (var operation in operations)
        {
            Assert.That(operation.Value.GetProperty("summary").GetString(), Is.Not.Empty);
            Assert.That(operation.Value.GetProperty("responses").EnumerateObject()
                .Any(response => response.Name.StartsWith('2')), Is.True);
            Assert.That(operation.Value.TryGetProperty("requestBody", out _),
                Is.EqualTo(operation.Name is "post" or "patch"), operation.Name);
        }
    }

    [Test]
    public async Task Schemas_say_what_is_on_the_wire()
    {
        var schemas = (await Document()).GetProperty("components").GetProperty("schemas");
        var answer = schemas.GetProperty("RedemptionReceipt").GetProperty("properties");
        Assert.That(answer.GetProperty("number").GetProperty("type").GetString(), Is.EqualTo("integer"));
        Assert.That(answer.GetProperty("available_after").GetRawText() + schemas.GetRawText(), Does.Contain("100.50"));
        Assert.That(schemas.GetProperty("AccrualBody").GetProperty("properties").GetProperty("expires_at")
            .GetProperty("description").GetString(),
            Does.Contain("expiry policy"));
    }

    [Test]
    public async Task What_can_be_null_says_so_and_what_must_be_there_too()
    {
        var schemas = (await Document()).GetProperty("components").GetProperty("schemas");
        bool AllowsNull(string schema, params string[] path)
        {
            var element = path.Aggregate(
                schemas.GetProperty(schema), (at, name) => at.GetProperty("properties").GetProperty(name));
            return element.GetProperty("type").ToString().Contains("null", StringComparison.Ordinal);
        }

        Assert.That(AllowsNull("AccrualReceipt", "lot", "expires_at"), Is.True);
        Assert.That(AllowsNull("BalanceView", "next_expiry"), Is.True);
        Assert.That(AllowsNull("TransactionView", "metadata"), Is.True);
        Assert.That(AllowsNull("CreatedKey", "expires_at"), Is.True);
        Assert.That(AllowsNull("BalanceView", "balance"), Is.False);
        Assert.That(schemas.GetProperty("RedemptionBody").GetProperty("required").ToString(), Does.Contain("member"));
    }

    [Test]
    public async Task The_page_to_read_it_needs_no_other_server()
    {
        var page = await new ApiClient(null).Get("/docs/");
        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(page.Text, Does.Contain("scalar.js").And.Not.Contain("https://"));
        Assert.That((await new ApiClient(null).Get("/docs/scalar.js")).Status, Is.EqualTo(HttpStatusCode.OK));
    }
}
