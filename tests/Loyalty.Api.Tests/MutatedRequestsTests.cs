using System.Text;
using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Api.Tests.Processes;
using Loyalty.Application.Ledger;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests;

/// <summary>
/// Requests of every call, damaged by chance: whatever comes, the answer is none of the service's faults, and whatever
/// is refused is refused in the contract's form.
/// </summary>
public sealed class MutatedRequestsTests
{
    static readonly string[] ContentTypes =
    [
        "application/json", "application/json; charset=utf-8", "application/json; charset=latin1", "text/plain",
        "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/merge-patch+json", "application/problem+json", "",
    ];

    static readonly string[] Bits =
    [
        "null", "{}", "[]", "\"\"", "0", "-1", "1e400", "99999999999999999999", "true", "\"\\u0000\"", "\"\\ud800\"",
        "{\"a\":{\"a\":{\"a\":1}}}", "\"9999-12-31T23:59:59Z\"", "\"\u202E\"", "\"" + new string('x', 300) + "\"",
    ];

    static readonly string[] Words =
    [
        "%00", "%ff", "..", "a%2Fb", "email:", "email:a@b.c", "mbr_1", "txn_1", "-1", "custom:x:1", "%F0%9F%98%80", "'",
    ];

    /// <summary>Senders at one time, each with a program and chances of its own.</summary>
    const int Lanes = 4;

    /// <summary>What the service may need more than after the first quarter of the requests.</summary>
    const long MaxMegabytesMore = 64;

    [Test]
    public Task Whatever_comes_is_answered() => Send(seed: 20261128, count: 500);

    [Test, Category("Long")]
    public Task Whatever_comes_is_answered_for_long() => Send(seed: 7, count: 24_000);

    static async Task Send(int seed, int count)
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = await ApiHost.NewDatabase(),
        };
        await using var service = new ServiceProcess("serve", settings);
        await service.WaitUntilReady();
        await InLanes(seed, count / 4);
        var early = service.PeakMegabytes;
        await InLanes(seed + Lanes, count - (count / 4));
        Assert.That(service.PeakMegabytes - early, Is.LessThan(MaxMegabytesMore));

        await using var verify = new ServiceProcess("verify", settings);
        Assert.That((await verify.Exit(), verify.Output), Is.EqualTo((0, verify.Output)));

        Task InLanes(int first, int requests) => Task.WhenAll(Enumerable.Range(first, Lanes).Select(
            lane => SendInTurn(service, new Random(lane), requests / Lanes)));
    }

    static async Task SendInTurn(ServiceProcess service, Random random, int count)
    {
        var admin = service.Client;
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "1000");

        // Of exports there is a place for each operator, and the bootstrap key is of none.
        var books = new ApiClient(
            await admin.NewKey(new { name = "books", scopes = new[] { "export" }, programs = new[] { program } }),
            service.Address);
        var bodies = JsonNode.Parse(Repository.Read("src/Loyalty.Api/OpenApi/examples.json"))!.AsArray()
            .Where(example => example!["body"] is not null)
            .ToLookup(example => $"{example!["operation"]}", example => example!["body"]!.ToJsonString());
        var calls = ApiHost.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (endpoint, endpoint.Metadata.GetMetadata<Call>()))
            .Where(pair => pair.Item2 is { IsDocumented: true })
            .Select(pair => (Call: pair.Item2!, Route: "/" + pair.endpoint.RoutePattern.RawText!.TrimStart('/')))
            .ToList();
        Assert.That(calls, Has.Count.GreaterThan(30));
        for (var i = 0; i < count; i++)
        {
            var (call, route) = calls[random.Next(calls.Count)];
            var path = route.Replace("{program}", Pick(program, 0.1), StringComparison.Ordinal)
                .Replace("{ref}", Pick($"email:{email}", 0.3), StringComparison.Ordinal)
                .Replace("{id}", Pick("txn_2090544144580610", 0.5), StringComparison.Ordinal);
            if (random.NextDouble() < 0.3)
            {
                var name = call.Query.Count > 0 ? call.Query[random.Next(call.Query.Count)].Name : "x";
                path += $"?{name}={Word()}";
            }

            var texts = bodies[call.Id].ToList();
            var body = call.Body is null ? null
                : Damaged(texts.Count == 0 ? "{}" : texts[random.Next(texts.Count)]);
            var type = random.NextDouble() < 0.8 ? ContentTypes[0] : ContentTypes[random.Next(ContentTypes.Length)];
            var key = random.NextDouble() < 0.9 ? $"k{random.Next(200)}" : Word();
            var client = call.Id == nameof(ExportTransactions) ? books : admin;
            var answer = await client.Send($"{call.Method}", path, null, key, request =>
            {
                if (body is not null)
                {
                    request.Content = new ByteArrayContent(body);
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                }
            });
            var sent = body is null ? "" : Encoding.UTF8.GetString(body);
            var what = $"{i}: {call.Method} {path} {sent}: {answer.Text}";
            Assert.That((int)answer.Status, Is.LessThan(500), what);
            if ((int)answer.Status >= 400 && answer.Text.Length > 0)
            {
                Assert.That(answer.ContentType, Is.EqualTo("application/problem+json"), what);
                Assert.That(answer.Value("code"), Is.Not.Null, what);
            }
        }

        string Word() => Words[random.Next(Words.Length)];

        string Pick(string right, double wrong) => random.NextDouble() < wrong ? Word() : right;

        byte[] Damaged(string text)
        {
            text = text.Replace("ann@example.com", email, StringComparison.Ordinal);
            for (var damages = random.Next(4); damages > 0 && text.Length > 2; damages--)
            {
                var at = random.Next(text.Length);
                text = random.Next(4) switch
                {
                    0 => text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at)),
                    1 => text.Insert(at, Bits[random.Next(Bits.Length)]),
                    2 => Replaced(text),
                    _ => text[..at] + (char)random.Next(1, 0x2FF) + text[(at + 1)..],
                };
            }

            var bytes = Encoding.UTF8.GetBytes(text);
            if (random.NextDouble() < 0.1 && bytes.Length > 0)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            return bytes;
        }

        string Replaced(string text)
        {
            var colons = text.Select((sign, place) => (sign, place)).Where(one => one.sign == ':').ToList();
            if (colons.Count == 0)
            {
                return text;
            }

            var start = colons[random.Next(colons.Count)].place + 1;
            var end = text.IndexOfAny([',', '}'], start);
            return end < 0 ? text : text[..start] + Bits[random.Next(Bits.Length)] + text[end..];
        }
    }
}
