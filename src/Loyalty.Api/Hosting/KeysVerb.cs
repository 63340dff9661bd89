using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Loyalty.Api.Refusals;
using Loyalty.Application;
using Loyalty.Application.Json;
using Loyalty.Application.Keys;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Api.Hosting;

/// <summary>
/// API keys from the command line, by the same use cases as over HTTP: for whoever has no key yet, or has lost it.
/// </summary>
static class KeysVerb
{
    public static Command Command()
    {
        var name = new Option<string>("--name") { Description = "What people call it." };
        var scopes = new Option<string[]>("--scopes")
        {
            Description = $"Of these: {string.Join(',', Scope.All)}",
            CustomParser = List,
        };
        var programs = new Option<string[]>("--programs") { Description = "all, or codes: a,b", CustomParser = List };
        var owner = new Option<string>("--operator") { Description = "May be left out where --programs names some." };
        var expiresAt = new Option<DateTimeOffset?>("--expires-at")
        {
            Description = "2026-01-31T12:00:00Z",
            CustomParser = Time,
        };
        var overlap = new Option<int?>("--overlap-seconds") { Description = "How long the old one stays good." };
        var id = new Argument<string>("ID");
        return new("keys", "API keys, for whoever has none yet, or has lost it.")
        {
            Verb("create", "Makes a key, and tells its secret once.", [name, scopes, programs, owner, expiresAt],
                (app, given) => Send(app, new CreateKey(
                    given.GetValue(name), given.GetValue(scopes), Programs(given.GetValue(programs)),
                    given.GetValue(owner), given.GetValue(expiresAt)))),
            Verb("list", "Lists all keys, or an operator's.", [owner],
                (app, given) => ListAll(app, given.GetValue(owner))),
            Verb("rotate", "Makes a key's successor; the key itself ends after the overlap.", [id, overlap, expiresAt],
                (app, given) => Send(app, new RotateKey(
                    given.GetValue(id)!, given.GetValue(overlap), given.GetValue(expiresAt)))),
            Verb("revoke", "Ends a key at once.", [id],
                (app, given) => Send(app, new RevokeKey(given.GetValue(id)!))),
        };
    }

    static Command Verb(
        string name, string description, Symbol[] takes, Func<WebApplication, ParseResult, Task<int>> work)
    {
        var command = Verbs.Verb(name, description, work, needsBooks: true);
        foreach (var argument in takes.OfType<Argument>())
        {
            command.Arguments.Add(argument);
        }

        foreach (var option in takes.OfType<Option>())
        {
            command.Options.Add(option);
        }

        return command;
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
            Console.WriteLine(
                result.Value is Done ? "done" : JsonSerializer.Serialize(result.Value, LoyaltyJson.Options));
            return 0;
        }

        await Console.Error.WriteLineAsync($"loyalty: {Messages.English.Detail(decline.Reasons[0])}");
        foreach (var error in decline.Errors)
        {
            await Console.Error.WriteLineAsync($"  {error.Field}: {error.Message}");
        }

        return 1;
    }

    static Task<Result<T>> Answer<T>(WebApplication app, IRequest<Result<T>> useCase, Caller caller) =>
        app.Services.SendAlone(new(caller), useCase, CancellationToken.None);

    static string[] List(ArgumentResult given) =>
        [.. given.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))];

    static KeyPrograms? Programs(string[]? codes) => codes is null or [] ? null : new(codes is ["all"] ? null : codes);

    static DateTimeOffset? Time(ArgumentResult given)
    {
        if (!TimeConverter.TryParse(given.Tokens[0].Value, out var time))
        {
            given.AddError("--expires-at must be an RFC 3339 time, as in 2026-01-31T12:00:00Z.");
        }

        return time;
    }
}
