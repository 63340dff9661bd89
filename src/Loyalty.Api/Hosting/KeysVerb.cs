using System.Text.Json;
using Loyalty.Api.Problems;
using Loyalty.Application;
using Loyalty.Application.Json;
using Loyalty.Application.Keys;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Api.Hosting;

/// <summary>
/// API keys from the command line, by the same use cases as over HTTP: for whoever has no key yet, or has lost it.
/// </summary>
static class KeysVerb
{
    public const string Usage = """
               loyalty keys create --name=N --scopes=read,redeem --programs=all|a,b [--operator=O] [--expires-at=T]
               loyalty keys list [--operator=O]
               loyalty keys rotate ID [--overlap-seconds=3600] [--expires-at=T]
               loyalty keys revoke ID
        """;

    public static Task<int> Run(WebApplication app, IReadOnlyList<string> words)
    {
        var settings = app.Configuration;
        return words switch
        {
            ["create"] => Send(app, new CreateKey(
                settings["name"], List(settings["scopes"]), Programs(settings["programs"]), settings["operator"],
                Time(settings["expires-at"]))),
            ["list"] => ListAll(app, settings["operator"]),
            ["rotate", var id] => Send(app, new RotateKey(
                id, Seconds(settings["overlap-seconds"]), Time(settings["expires-at"]))),
            ["revoke", var id] => Send(app, new RevokeKey(id)),
            _ => throw new InvalidOperationException($"keys what?{Environment.NewLine}{Usage}"),
        };
    }

    static async Task<int> ListAll(WebApplication app, string? @operator)
    {
        string? after = null;
        do
        {
            var page = await Answer(
                app, new ListKeys(new(PageRequest.MaxLimit, after, "")), new(
                    Caller.CommandLineName, @operator, null, Scope.All));
            foreach (var key in page.Value.Data)
            {
                Console.WriteLine(JsonSerializer.Serialize(key, LoyaltyJson.Options));
            }

            after = page.Value.NextCursor is null ? null : page.Value.Data[^1].Id;
        }
        while (after is not null);

        return 0;
    }

    static async Task<int> Send<T>(WebApplication app, IRequest<Result<T>> useCase)
    {
        var result = await Answer(app, useCase, new(Caller.CommandLineName, null, null, Scope.All));
        if (result.Decline is not { } decline)
        {
            Console.WriteLine(result.Value is Done ? "done" : JsonSerializer.Serialize(result.Value, LoyaltyJson.Options));
            return 0;
        }

        await Console.Error.WriteLineAsync($"loyalty: {Messages.English.Detail(decline.Reasons[0])}");
        foreach (var error in decline.Errors)
        {
            await Console.Error.WriteLineAsync($"  {error.Field}: {error.Message}");
        }

        return 1;
    }

    static async Task<Result<T>> Answer<T>(WebApplication app, IRequest<Result<T>> useCase, Caller caller)
    {
        await using var services = app.Services.CreateAsyncScope();
        services.ServiceProvider.GetRequiredService<RequestScope>().Caller = caller;
        return await services.ServiceProvider.GetRequiredService<IMediator>().Send(useCase);
    }

    static string[]? List(string? text) => text?.Split(',', StringSplitOptions.TrimEntries);

    static KeyPrograms? Programs(string? text) =>
        text is null ? null : new(text == "all" ? null : List(text));

    static DateTimeOffset? Time(string? text) => text is null ? null
        : TimeConverter.TryParse(text, out var time) ? time
        : throw new InvalidOperationException("--expires-at must be an RFC 3339 time, as in 2026-01-31T12:00:00Z.");

    static int? Seconds(string? text) => text is null ? null
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? seconds
        : throw new InvalidOperationException("--overlap-seconds must be a whole number.");
}
