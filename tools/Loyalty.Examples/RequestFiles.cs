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

            await File.WriteAllTextAsync(Path.Combine(folder, HttpName), Http(document));
            await File.WriteAllTextAsync(Path.Combine(folder, PostmanName), Postman(document));
            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            await errors.WriteLineAsync($"examples: {error.Message}");
            return 1;
        }
    }

    static string Http(JsonNode document)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # From openapi.json by "make requests".
            # To be sent in this order to a service with fresh demo data ("make run").
            @address = {Address}
            @key = {DemoKey}

            """);
        foreach (var call in DocumentedCall.Read(document))
        {
            var path = call.PathWith((name, member) => $"{{{{{name}.response.body.$.{member}}}}}");
            text.Append(CultureInfo.InvariantCulture, $$$"""

                ### {{{call.Title}}} (answer: {{{call.Status}}})
                # @name {{{call.Name}}}
                {{{call.Method}}} {{address}}{{{path}}}

                """);
            text.Append(call.NeedsKey ? "Authorization: Bearer {{key}}\n" : "");
            text.Append(call.TakesIdempotencyKey ? "Idempotency-Key: {{$guid}}\n" : "");
            text.Append(call.Body is { } body
                ? $"Content-Type: application/json\n\n{body.ToJsonString(Indented)}\n"
                : "");
        }

        return text.ToString();
    }

    static string Postman(JsonNode document)
    {
        var collection = new JsonObject
        {
            ["info"] = new JsonObject
            {
                ["name"] = "Loyalty",
                ["description"] = "From openapi.json by \"make requests\". To be run in this order against a service "
                    + "with fresh demo data (\"make run\").",
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
            ["url"] = "{{address}}" + call.PathWith((name, member) => $"{{{{{name}_{member}}}}}"),
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
                ["raw"] = body.ToJsonString(Indented),
                ["options"] = new JsonObject { ["raw"] = new JsonObject { ["language"] = "json" } },
            };
        }

        string[] script =
        [
            $"pm.test(\"{call.Status}\", () => pm.response.to.have.status({call.Status}));",
            .. call.Kept.Select(member =>
                $"pm.collectionVariables.set(\"{call.Name}_{member}\", pm.response.json().{member});"),
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

    static JsonObject Pair(string key, string value) =>
        new JsonObject { ["key"] = key, ["value"] = value, ["type"] = "string" };
}
