using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Api.OpenApi;

namespace Loyalty.Api.Hosting;

/// <summary>Makes files of requests from the contract's document.</summary>
static class RequestsVerb
{
    public static Command Command()
    {
        var document = new Argument<string>("OPENAPI_JSON");
        var folder = new Argument<string>("FOLDER");
        var command = new Command("requests", "Makes example requests from the contract's document.")
        {
            document, folder,
        };
        command.SetAction((given, _) => Run(given.GetValue(document)!, given.GetValue(folder)!));
        return command;
    }

    static async Task<int> Run(string file, string folder)
    {
        try
        {
            var document = JsonNode.Parse(await File.ReadAllTextAsync(file));
            if (document?[RequestFiles.Order] is not JsonArray)
            {
                throw new JsonException($"{file} is not this service's OpenAPI document.");
            }

            await File.WriteAllTextAsync(Path.Combine(folder, RequestFiles.HttpName), RequestFiles.Http(document));
            await File.WriteAllTextAsync(Path.Combine(folder, RequestFiles.PostmanName), RequestFiles.Postman(document));
            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            await Console.Error.WriteLineAsync($"loyalty: {error.Message}");
            return 1;
        }
    }
}
