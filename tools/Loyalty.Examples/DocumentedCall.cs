using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Loyalty.Examples;

/// <summary>A call to make, as an OpenAPI document with examples tells it.</summary>
/// <param name="Path">With its query; "{{hold.transaction_id}}" stands for what an earlier call was answered.</param>
sealed partial record DocumentedCall(
    string Name, string Title, string Method, string Path, bool NeedsKey, bool TakesIdempotencyKey, JsonNode? Body,
    int Status)
{
    /// <summary>On a parameter's example: the call and the member of its answer that the value comes from.</summary>
    const string From = "x-from";

    /// <summary>Members of this call's answer that later calls use.</summary>
    public required IReadOnlyList<string> Kept { get; init; }

    /// <summary>In the order in which the document says that they can be sent.</summary>
    public static IReadOnlyList<DocumentedCall> Read(JsonNode document)
    {
        var operations = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (Path: path.Key, Method: operation.Key,
                Operation: operation.Value!)))
            .ToDictionary(operation => (string)operation.Operation["operationId"]!);
        var calls = document[RequestFiles.Order]!.AsArray().Select(step =>
        {
            var (path, method, operation) = operations[(string)step!["operationId"]!];
            return Read(path, method, operation, (string)step["example"]!);
        }).ToList();
        var references = calls.SelectMany(call => Reference().Matches(call.Path + call.Body?.ToJsonString()))
            .Select(match => (Name: match.Groups[1].Value, Member: match.Groups[2].Value)).Distinct().ToList();
        return calls.ConvertAll(call => call with
        {
            Kept = [.. references.Where(reference => reference.Name == call.Name)
                .Select(reference => reference.Member)],
        });
    }

    /// <summary>The path, its references written as a client wants them.</summary>
    public string PathWith(Func<string, string, string> reference) =>
        Reference().Replace(Path, match => reference(match.Groups[1].Value, match.Groups[2].Value));

    /// <summary>The same in a body's text.</summary>
    public static string With(string body, Func<string, string, string> reference) =>
        Reference().Replace(body, match => reference(match.Groups[1].Value, match.Groups[2].Value));

    static DocumentedCall Read(string path, string method, JsonNode operation, string example)
    {
        var query = new List<string>();
        var parameters = operation["parameters"]?.AsArray() ?? [];
        foreach (var parameter in parameters)
        {
            if (parameter!["examples"]?[example] is { } given)
            {
                var name = (string)parameter["name"]!;
                var value = given[From] is { } from ? $"{{{{{from}}}}}" : Encode($"{given["value"]}");
                path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
                query.AddRange((string)parameter["in"]! == "query" ? [$"{name}={value}"] : []);
            }
        }

        var answer = operation["responses"]!.AsObject().First(response => response.Value!["content"] is not { } content
            ? response.Key.StartsWith('2')
            : content.AsObject().Any(media => media.Value!["examples"]?[example] is not null));
        var body = operation["requestBody"]?["content"]?["application/json"]?["examples"]?[example];
        return new(
            example, TitleOf(operation, example), method.ToUpperInvariant(),
            query.Count == 0 ? path : $"{path}?{string.Join('&', query)}",
            operation["security"]?.AsArray() is [_, ..],
            parameters.Any(parameter => (string)parameter!["name"]! == "Idempotency-Key"), body?["value"],
            int.Parse(answer.Key, System.Globalization.CultureInfo.InvariantCulture))
        {
            Kept = [],
        };
    }

    /// <summary>Wherever the example is, it has the call's title.</summary>
    static string TitleOf(JsonNode operation, string example) =>
        new[] { operation["requestBody"], operation["responses"] }.Where(part => part is not null)
            .SelectMany(part => Examples(part!, example)).Concat(
                (operation["parameters"]?.AsArray() ?? []).Select(parameter => parameter!["examples"]?[example]))
            .Select(found => (string?)found?["summary"]).First(title => title is not null)!;

    static IEnumerable<JsonNode?> Examples(JsonNode part, string example) =>
        (part["content"] is not null ? [part] : part.AsObject().Select(response => response.Value!))
        .SelectMany(holder => holder["content"]?.AsObject().Select(media => media.Value!["examples"]?[example]) ?? []);

    static string Encode(string value) => Plain().IsMatch(value) ? value : Uri.EscapeDataString(value);

    [GeneratedRegex(@"\{\{(\w+)\.([\w.]+)\}\}")]
    private static partial Regex Reference();

    [GeneratedRegex("^[A-Za-z0-9:@._-]+$")]
    private static partial Regex Plain();
}
