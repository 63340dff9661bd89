using System.Collections.Concurrent;
using System.Text;
using Loyalty.Api.Tests.Compat;
using Loyalty.Infrastructure.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Loyalty.Api.Tests.Processes;

/// <summary>What leaves the service by OTLP, as a receiver gets it.</summary>
public sealed class OtlpTests
{
    [Test]
    public async Task Traces_metrics_and_logs_arrive_and_name_nobody()
    {
        var received = new ConcurrentDictionary<string, string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var receiver = builder.Build();
        receiver.Urls.Add($"http://127.0.0.1:{ServiceProcess.FreePort()}");
        receiver.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);

            // Names stand in protobuf as they are.
            var text = Encoding.Latin1.GetString(body.ToArray());
            received.AddOrUpdate(signal, text, (_, before) => before + text);
        });
        await receiver.StartAsync();

        await using var server = await EmbeddedPostgres.Start(
            Directory.CreateTempSubdirectory("loyalty-otlp-").FullName, NullLogger.Instance, CancellationToken.None,
                isThrowAway: true);
        await using var service = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = server.ConnectionString,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        });
        await service.WaitUntilReady();
        var program = await service.Client.NewProgram();
        var email = await service.Client.NewMember(program, "5");
        await service.Client.Post($"/v1/programs/{program}/redemptions", new { member = new { email }, points = 1 });
        var key = await service.Client.NewKey(
            new { name = "till", scopes = new[] { "redeem" }, programs = new[] { program } });
        await new ApiClient(key, service.Address).Post(
            $"/v1/programs/{program}/redemptions", new { member = new { email }, points = 1000 });

        var number = (await service.Client.Get($"/v1/programs/{program}")).Value("number");
        await new AltcraftClient(key, address: service.Address).Call(
            "redeeme_points", ("loyalty_program_id", number), ("matching", "email"),
            ("email", email), ("amount", "1000"));

        var expected = new Dictionary<string, string[]>
        {
            ["traces"] =
            [
                "RedeemPoints", "account load", "account queue", "commit", "insufficient_points", "loyalty.dialect",
                "Altcraft.redeeme_points",
            ],
            ["metrics"] =
            [
                "loyalty.use_case.duration", "loyalty.points", "loyalty.store.batch.size", program,
                "loyalty.compat.answers", "Altcraft.redeeme_points",
            ],
            ["logs"] =
            [
                "insufficient_points", "RedeemPoints", key.Split('_')[1], "altcraft", "Altcraft.redeeme_points",
            ],
        };
        await ServiceProcess.Until(() => Task.FromResult(expected.All(signal =>
            received.TryGetValue(signal.Key, out var text)
            && signal.Value.All(name => text.Contains(name, StringComparison.Ordinal)))));
        Assert.That(received.Values, Has.None.Contains(email).And.None.Contains(ApiHost.AdminKey));
    }
}
