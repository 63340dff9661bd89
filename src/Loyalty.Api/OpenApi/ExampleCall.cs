using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Api.Ledger;
using Loyalty.Application.Json;
using Microsoft.OpenApi;

namespace Loyalty.Api.OpenApi;

/// <summary>
/// A call that the contract's document shows, with what the service answered to it: "examples.json", in the order in
/// which they can be sent to a service with nothing but demo data. The tests send them, and keep the answers true.
/// </summary>
sealed record ExampleCall
{
    public const string FileName = "examples.json";

    /// <summary>On a parameter's example: the call and the member of its answer that the value comes from.</summary>
    public const string From = "x-from";

    /// <summary>The document's list of examples in the order in which they can be sent.</summary>
    public const string OrderOfExamples = "x-order-of-examples";

    static readonly Lazy<IReadOnlyList<ExampleCall>> All = new(() =>
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(FileName)!;
        return JsonSerializer.Deserialize<List<ExampleCall>>(file, LoyaltyJson.Options)!;
    });

    public required string Name { get; init; }

    public required string Operation { get; init; }

    public required string Title { get; init; }

    /// <summary>
    /// Values of parameters in the path; "{{hold.transaction_id}}" is what an earlier call was answered, and dots lead
    /// further in.
    /// </summary>
    public IReadOnlyDictionary<string, string> Path { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    public JsonNode? Body { get; init; }

    public int Status { get; init; }

    /// <summary>A text when it is not JSON; null when it has no content.</summary>
    public JsonNode? Answer { get; init; }

    /// <summary>The order in which the calls can be sent.</summary>
    public static JsonArray Order() => [.. All.Value.Select(call => new JsonObject
    {
        ["operationId"] = call.Operation,
        ["example"] = call.Name,
    })];

    public static void AddTo(OpenApiOperation operation)
    {
        foreach (var call in All.Value.Where(call => call.Operation == operation.OperationId))
        {
            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            {
                if (call.Path.TryGetValue(parameter.Name!, out var value)
                    || call.Query.TryGetValue(parameter.Name!, out value))
                {
                    parameter.Examples ??= new Dictionary<string, IOpenApiExample>();
                    parameter.Examples[call.Name] = call.Value(value, parameter.Schema?.Type == JsonSchemaType.Integer);
                }
            }

            foreach (var media in operation.RequestBody?.Content?.Values ?? [])
            {
                Add(media, call, call.Body);
            }

            if (call.Answer is not null)
            {
                var content = operation.Responses![$"{call.Status}"].Content!;
                var type = call.Query.GetValueOrDefault("format") == "csv" ? CsvTransactions.MediaType
                    : content.Keys.First();
                Add(content[type], call, call.Answer);
            }
        }
    }

    static void Add(OpenApiMediaType media, ExampleCall call, JsonNode? value)
    {
        media.Examples ??= new Dictionary<string, IOpenApiExample>();
        media.Examples[call.Name] = new OpenApiExample { Summary = call.Title, Value = value?.DeepClone() };
    }

    OpenApiExample Value(string text, bool isNumber)
    {
        if (!text.StartsWith("{{", StringComparison.Ordinal))
        {
            return new() { Summary = Title, Value = isNumber ? long.Parse(text, CultureInfo.InvariantCulture) : text };
        }

        var from = text.Trim('{', '}');
        var members = from.Split('.');
        return new()
        {
            Summary = Title,
            Value = members[1..].Aggregate(
                All.Value.Single(call => call.Name == members[0]).Answer, (node, member) => node?[member])?.DeepClone(),
            Extensions = new Dictionary<string, IOpenApiExtension> { [From] = new JsonNodeExtension(from) },
        };
    }
}
