using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Loyalty.Examples;

namespace Loyalty.Api.Tests.Processes;

/// <summary>
/// The examples of the contract are real: what is asked, and what is answered, ids and times apart. After a change of
/// src/Loyalty.Api/OpenApi/examples.json or of an answer run with UPDATE_GOLDEN=1, one after the other: the first test
/// here (it writes the answers there), OpenApiTests (docs/openapi.json, from a new build), the second test (the files
/// made from it).
/// </summary>
public sealed partial class ExamplesTests
{
    const string Examples = "src/Loyalty.Api/OpenApi/examples.json";

    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether what is answered is to be taken for right.</summary>
    public static bool Updates => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is not null;

    /// <summary>A service that has nothing but the demo data.</summary>
    internal static async Task<ServiceProcess> Start()
    {
        var service = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = await ApiHost.NewDatabase(),
            ["Loyalty__SeedDemo"] = "true",
        });
        await service.WaitUntilReady();
        await service.WaitForDemoData();
        return service;
    }

    [Test]
    public async Task Each_example_is_answered_as_the_document_says()
    {
        await using var service = await Start();
        var document = JsonNode.Parse(Repository.Read("docs/openapi.json"))!;
        var methods = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Select(operation => (Id: (string)operation.Value!["operationId"]!, Path: path.Key, Method: operation.Key)))
            .ToDictionary(operation => operation.Id);
        var answers = new Dictionary<string, JsonNode?>();
        var examples = JsonNode.Parse(Repository.Read(Examples))!.AsArray();
        Assert.That(examples.Select(example => (string)example!["operation"]!).Distinct(),
            Is.EquivalentTo(methods.Keys));
        foreach (var example in examples.Select(example => example!.AsObject()))
        {
            var (_, path, method) = methods[(string)example["operation"]!];
            path = Members(example, "path").Aggregate(path, (filled, value) =>
                filled.Replace($"{{{value.Name}}}", Known(value.Text), StringComparison.Ordinal));
            var query = Members(example, "query").Select(value => $"{value.Name}={Uri.EscapeDataString(value.Text)}")
                .ToList();
            var answer = await service.Client.Send(
                method.ToUpperInvariant(), query.Count == 0 ? path : $"{path}?{string.Join('&', query)}",
                example["body"]?.ToJsonString(), method == "post" ? $"{Guid.NewGuid()}" : null);

            var name = (string)example["name"]!;
            answers[name] = answer.Text.Length == 0 ? null
                : answer.ContentType is "application/json" or "application/problem+json" ? JsonNode.Parse(answer.Text)
                : answer.Text;
            if (Updates && Normalized(example["answer"]) != Normalized(answers[name]))
            {
                example["answer"] = answers[name] is { } real
                    ? JsonNode.Parse(Secret().Replace(real.ToJsonString(Indented), "$1_the-secret-is-told-once"))
                        : null;
            }

            if (Updates)
            {
                example["status"] = (int)answer.Status;
            }

            Assert.That(((int)answer.Status, Normalized(answers[name])),
                Is.EqualTo(((int?)example["status"], Normalized(example["answer"]))), name);
        }

        if (Updates)
        {
            await File.WriteAllTextAsync(
                Path.Combine(Repository.Root, Examples), examples.ToJsonString(Indented) + "\n");
        }

        string Known(string text) => Reference().Replace(
            text, match => (string)match.Groups[2].Value.Split('.').Aggregate(
                answers[match.Groups[1].Value], (node, member) => node![member])!);
    }

    [TestCase("docs/openapi.json")]
    [TestCase("docs/openapi-altcraft.json")]
    public async Task Files_of_requests_are_made_of_the_document(string document)
    {
        var folder = Updates ? Path.Combine(Repository.Root, "docs")
            : Directory.CreateTempSubdirectory("loyalty-requests-").FullName;
        await using var errors = new StringWriter();
        Assert.That(await RequestFiles.Write(Path.Combine(Repository.Root, document), folder, errors), Is.Zero);
        var (http, postman) = RequestFiles.Names(JsonNode.Parse(Repository.Read(document))!);
        foreach (var file in new[] { http, postman })
        {
            Assert.That(await File.ReadAllTextAsync(Path.Combine(folder, file)),
                Is.EqualTo(Repository.Read($"docs/{file}")), file);
        }

        var other = Path.Combine(Repository.Root, "deploy/grafana/loyalty-points.json");
        Assert.That((await RequestFiles.Write(other, folder, errors), errors.ToString()),
            Is.EqualTo((1, $"examples: {other} is not this service's OpenAPI document.{Environment.NewLine}")));
    }

    [TestCase("docs/openapi.json")]
    [TestCase("docs/openapi-altcraft.json")]
    public async Task The_file_of_requests_can_be_sent_from_top_to_bottom(string path)
    {
        await using var service = await Start();
        var document = JsonNode.Parse(Repository.Read(path))!;
        var answers = new Dictionary<string, ApiAnswer>();
        foreach (var request in Repository.Read($"docs/{RequestFiles.Names(document).Http}").Split("\n### ").Skip(1))
        {
            var parts = Request().Match(request);
            Assert.That(parts.Success, Is.True, request);
            var client = new ApiClient(parts.Groups["auth"].Success ? ApiHost.AdminKey : null, service.Address);
            var answer = await client.Send(
                parts.Groups["method"].Value, Answered(parts.Groups["path"].Value),
                parts.Groups["body"].Value is { Length: > 0 } body ? Answered(body) : null,
                parts.Groups["key"].Success ? $"{Guid.NewGuid()}" : null);
            answers[parts.Groups["name"].Value] = answer;
            Assert.That($"{(int)answer.Status}", Is.EqualTo(parts.Groups["status"].Value), request + answer.Text);
        }

        Assert.That(answers, Has.Count.EqualTo(document[RequestFiles.Order]!.AsArray().Count));

        string Answered(string text) => FromAnswer().Replace(
            text, match => answers[match.Groups[1].Value].Value(match.Groups[2].Value)!)
            .Replace("{{key}}", ApiHost.AdminKey, StringComparison.Ordinal);
    }

    [TestCase("docs/openapi.json")]
    [TestCase("docs/openapi-altcraft.json")]
    public void The_collection_uses_no_variable_that_nothing_has_set(string document)
    {
        var name = RequestFiles.Names(JsonNode.Parse(Repository.Read(document))!).Postman;
        var collection = JsonNode.Parse(Repository.Read($"docs/{name}"))!;
        var known = collection["variable"]!.AsArray().Select(variable => (string)variable!["key"]!).Append("$guid")
            .ToHashSet();
        foreach (var item in collection["item"]!.AsArray())
        {
            Assert.That(Variable().Matches(item!["request"]!.ToJsonString()).Select(match => match.Groups[1].Value),
                Is.SubsetOf(known), (string?)item["name"]);
            known.UnionWith(SetVariable().Matches(item["event"]!.ToJsonString(Indented))
                .Select(match => match.Groups[1].Value));
        }
    }

    static IEnumerable<(string Name, string Text)> Members(JsonObject example, string part) =>
        (example[part]?.AsObject() ?? []).Select(member => (member.Key, (string)member.Value!));

    /// <summary>Without what differs from one run to the next.</summary>
    internal static string Normalized(JsonNode? answer)
    {
        var text = new StringBuilder(answer?.ToJsonString(Indented));
        foreach (var (pattern, instead) in Differing)
        {
            var replaced = pattern.Replace(text.ToString(), instead);
            text.Clear().Append(replaced);
        }

        return text.ToString();
    }

    static readonly (Regex Pattern, string Instead)[] Differing =
    [
        (new(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"), "TIME"),
        (new(@"(?:\b|(?<=\\n))(txn|mbr|task)_[\w-]+"), "$1_ID"),
        (new(@"""number"": \d+"), @"""number"": 1"),
        (new(@"\b(lk_)?[0-9a-f]{18}(_[\w-]+)?\b"), "KEY"),
        (new(@"""(trace_id|next_cursor)"": ""[^""]+"""), @"""$1"": ""X"""),
        (new(@"""code"": ""[34679CDFGHJKMNPQRTVWXY]{16}"""), @"""code"": ""CODE"""),
        (new(@"\d{10,}"), "NUMBER"),
    ];

    [GeneratedRegex(@"\b(lk_[0-9a-f]{18})_[\w-]+")]
    private static partial Regex Secret();

    [GeneratedRegex(@"\{\{(\w+)\.([\w.]+)\}\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\{\{(\w+)\.response\.body\.\$\.([\w.]+)\}\}")]
    private static partial Regex FromAnswer();

    [GeneratedRegex(@"\{\{([\w$]+)\}\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"collectionVariables\.set\(\\?""(\w+)")]
    private static partial Regex SetVariable();

    [GeneratedRegex(
        @"\(answer: (?<status>\d+)\)\n# @name (?<name>\w+)\n(?<method>[A-Z]+) \{\{address\}\}(?<path>\S+)\n"
        + @"(?<auth>Authorization: Bearer \{\{key\}\}\n)?(?<key>Idempotency-Key: \{\{\$guid\}\}\n)?"
        + @"(Content-Type: application/json\n\n(?<body>.*))?$", RegexOptions.Singleline)]
    private static partial Regex Request();
}
