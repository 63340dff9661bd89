using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Loyalty.Examples;

/// <summary>
/// The contract's examples as files that can be sent from top to bottom: by VS Code with REST Client, and by
/// Postman.
/// </summary>
static class RequestFiles
{
    /// <summary>The document's list of examples in the order in which they can be sent.</summary>
    public const string Order = "x-order-of-examples";

    const string Files = "x-files";

    public const string HttpName = "requests.http";
    public const string PostmanName = "loyalty.postman_collection.json";

    /// <summary>Where "make run" listens, and the key that it prints.</summary>
    const string Address = "http://localhost:5080";
    const string DemoKey = "demo-key-for-development-only";

    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <summary>Writes both files into a folder; 1, and a line on the errors, when that can't be done.</summary>
    public static async Task<int> Write(string file, string folder, TextWriter errors)
    {
        try
        {
            var document = JsonNode.Parse(await File.ReadAllTextAsync(file));
            if (document?[Order] is not JsonArray)
            {
                throw new JsonException($"{file} is not this service's OpenAPI document.");
            }

            var (http, postman) = Names(document);
            var from = $"From {Path.GetFileName(file)} by \"make requests\".";
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, http))!);
            await File.WriteAllTextAsync(Path.Combine(folder, http), Http(document, from));
            await File.WriteAllTextAsync(Path.Combine(folder, postman), Postman(document, from));
            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            await errors.WriteLineAsync($"examples: {error.Message}");
            return 1;
        }
    }

    /// <summary>The files' names: a document of another contract says its own.</summary>
    public static (string Http, string Postman) Names(JsonNode document) => (
        (string?)document[Files]?["http"] ?? HttpName, (string?)document[Files]?["postman"] ?? PostmanName);

    static string Http(JsonNode document, string from)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # {from}
            # To be sent in this order to a service with fresh demo data ("make run").
            @address = {Address}
            @key = {DemoKey}

            """);
        foreach (var call in DocumentedCall.Read(document))
        {
            var path = WithKey(call.PathWith((name, member) => $"{{{{{name}.response.body.$.{member}}}}}"));
            text.Append(CultureInfo.InvariantCulture, $$$"""

                ### {{{call.Title}}} (answer: {{{call.Status}}})
                # @name {{{call.Name}}}
                {{{call.Method}}} {{address}}{{{path}}}

                """);
            text.Append(call.NeedsKey ? "Authorization: Bearer {{key}}\n" : "");
            text.Append(call.TakesIdempotencyKey ? "Idempotency-Key: {{$guid}}\n" : "");
            text.Append(call.Body is { } body
                ? $"Content-Type: application/json\n\n{WithKey(DocumentedCall.With(body.ToJsonString(Indented),
                    (name, member) => $"{{{{{name}.response.body.$.{member}}}}}"))}\n"
                : "");
        }

        return text.ToString();
    }

    static string Postman(JsonNode document, string from)
    {
        var collection = new JsonObject
        {
            ["info"] = new JsonObject
            {
                ["name"] = (string?)document[Files]?["name"] ?? "Loyalty",
                ["description"] =
                    $"{from} To be run in this order against a service with fresh demo data (\"make run\").",
                ["schema"] = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
            },
            ["auth"] = new JsonObject
            {
                ["type"] = "bearer",
                ["bearer"] = new JsonArray(Pair("token", "{{key}}")),
            },
            ["variable"] = new JsonArray(
                Pair("address", Address), Pair("key", DemoKey)),
            ["item"] = new JsonArray([.. DocumentedCall.Read(document).Select(Item)]),
        };
        return collection.ToJsonString(Indented) + "\n";
    }

    static JsonObject Item(DocumentedCall call)
    {
        var request = new JsonObject
        {
            ["method"] = call.Method,
            ["header"] = new JsonArray(call.TakesIdempotencyKey ? [Pair("Idempotency-Key", "{{$guid}}")] : []),
            ["url"] = "{{address}}" + WithKey(call.PathWith(Variable)),
        };
        if (!call.NeedsKey)
        {
            request["auth"] = new JsonObject { ["type"] = "noauth" };
        }

        if (call.Body is { } body)
        {
            request["body"] = new JsonObject
            {
                ["mode"] = "raw",
                ["raw"] = WithKey(DocumentedCall.With(body.ToJsonString(Indented), Variable)),
                ["options"] = new JsonObject { ["raw"] = new JsonObject { ["language"] = "json" } },
            };
        }

        string[] script =
        [
            $"pm.test(\"{call.Status}\", () => pm.response.to.have.status({call.Status}));",
            .. call.Kept.Select(member =>
                $"pm.collectionVariables.set({Variable(call.Name, member).Replace("{{", "\"", StringComparison.Ordinal)
                    .Replace("}}", "\"", StringComparison.Ordinal)}, pm.response.json().{member});"),
        ];
        return new JsonObject
        {
            ["name"] = call.Title,
            ["request"] = request,
            ["event"] = new JsonArray(new JsonObject
            {
                ["listen"] = "test",
                ["script"] = new JsonObject
                {
                    ["type"] = "text/javascript",
                    ["exec"] = new JsonArray([.. script.Select(line => (JsonNode)line)]),
                },
            }),
        };
    }

    /// <summary>
    /// The key is a variable also where a contract's credentials stand in the address or in the body.
    /// </summary>
    static string WithKey(string text) => text.Replace(DemoKey, "{{key}}", StringComparison.Ordinal);

    /// <summary>What an earlier call was answered, as Postman keeps it.</summary>
    static string Variable(string name, string member) =>
        $"{{{{{name}_{member.Replace('.', '_')}}}}}";

    static JsonObject Pair(string key, string value) =>
        new JsonObject { ["key"] = key, ["value"] = value, ["type"] = "string" };
}
