using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Api.Compat.Altcraft;
using Loyalty.Api.Tests.Processes;
using Loyalty.Application;
using Loyalty.Examples;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Compat;

/// <summary>
/// What docs/openapi-altcraft.json says is so. After a change of an answer run the second test with UPDATE_GOLDEN=1,
/// then ExamplesTests.Files_of_requests_are_made_of_the_document likewise.
/// </summary>
public sealed class AltcraftDocumentTests
{
    const string Document = "docs/openapi-altcraft.json";

    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    static IEnumerable<(string Route, Call Call)> Calls() =>
        ApiHost.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (
                "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), endpoint.Metadata.GetMetadata<Call>()!))
            .Where(found => found.Item1.StartsWith(AltcraftDialect.Path, StringComparison.Ordinal));

    [Test]
    public void It_has_each_call_and_no_other() => Assert.That(
        JsonNode.Parse(Repository.Read(Document))!["paths"]!.AsObject().Select(path => path.Key),
        Is.EquivalentTo(Calls().Select(call => call.Route)));

    [Test]
    public async Task Each_example_is_answered_as_it_says()
    {
        await using var service = await ExamplesTests.Start();
        using var http = new HttpClient { BaseAddress = service.Address };
        var document = JsonNode.Parse(Repository.Read(Document))!;
        var answers = new Dictionary<string, JsonNode>();
        foreach (var call in DocumentedCall.Read(document))
        {
            using var request = new HttpRequestMessage(new(call.Method), Filled(call.PathWith(Known)));
            request.Content = call.Body is { } body
                ? new StringContent(
                    Filled(DocumentedCall.With(body.ToJsonString(), Known)), Encoding.UTF8, "application/json")
                : null;
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var answer = answers[call.Name] = response.Content.Headers.ContentType?.MediaType == "application/json"
                ? JsonNode.Parse(text)! : JsonValue.Create(text);
            var said = Examples(document).Single(example => example.Name == call.Name).Example;
            if (ExamplesTests.Updates
                && ExamplesTests.Normalized(said["value"]) != ExamplesTests.Normalized(answer))
            {
                said["value"] = answer.DeepClone();
            }

            Assert.That(((int)response.StatusCode, ExamplesTests.Normalized(answer)),
                Is.EqualTo((call.Status, ExamplesTests.Normalized(said["value"]))), call.Name);
        }

        if (ExamplesTests.Updates)
        {
            await File.WriteAllTextAsync(
                Path.Combine(Repository.Root, Document), document.ToJsonString(Indented) + "\n");
        }

        string Known(string name, string member) => member.Split('.').Aggregate(
            answers[name], (at, part) => at[part]!).ToString();
    }

    /// <summary>In the answers of all calls.</summary>
    static IEnumerable<(string Name, JsonNode Example)> Examples(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        from answer in operation.Value!["responses"]!.AsObject()
        from media in answer.Value!["content"]!.AsObject()
        where media.Value!["examples"] is not null
        from example in media.Value!["examples"]!.AsObject()
        select (example.Key, example.Value!);

    static string Filled(string text) =>
        text.Replace("demo-key-for-development-only", ApiHost.AdminKey, StringComparison.Ordinal);

    /// <summary>A call that is not walked here is one that nobody has thought of.</summary>
    [Test]
    public async Task Nobody_gets_further_than_their_token()
    {
        var api = new ApiClient();
        var mine = await api.NewProgram();
        var email = await api.NewMember(mine, "10");
        var program = (await api.Get($"/v1/programs/{mine}")).Value("number");
        var redemption = await api.Post($"/v1/programs/{mine}/redemptions", new { member = new { email }, points = 1 });
        var foreign = await api.NewKey(
            new { name = "foreign", scopes = Scope.All, programs = new[] { await api.NewProgram() } });
        foreach (var (route, call) in Calls())
        {
            var path = route[$"{AltcraftDialect.Path}/loyalty/".Length..];
            var without = await api.NewKey(new
            {
                name = "without",
                scopes = Scope.All.Except([call.Scope!, call.OtherScope ?? call.Scope!]),
                programs = new[] { mine },
            });
            foreach (var (token, error) in new[]
            {
                (null, "401"), ("lk_none", "401"), ((string?)foreign, "404"), (without, "403"),
            })
            {
                var answer = await Send(path, token);
                Assert.That(answer.Value("error"), Is.EqualTo(error), $"{path} {token}: {answer.Text}");
            }
        }

        async Task<AltcraftReply> Send(string path, string? token)
        {
            if (path == "transactions_export_file")
            {
                using var http = new HttpClient();
                using var response = await http.GetAsync(
                    new Uri(ApiHost.Address, $"api/v1.1/loyalty/{path}?task_id=none&token={token}"));
                return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType,
                    await response.Content.ReadAsStringAsync());
            }

            return await new AltcraftClient(token).Call(
                path, ("loyalty_program_id", program), ("matching", "email"), ("email", email), ("amount", "1"),
                ("transaction_id", redemption.Value("transaction_id")), ("task_id", "none"),
                ("date_from", "2026-01-01T00:00:00Z"), ("date_to", "2027-01-01T00:00:00Z"));
        }
    }
}
