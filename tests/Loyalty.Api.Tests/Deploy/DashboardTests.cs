using System.Text.Json;
using Dapper;
using Loyalty.Api.Tests.Processes;
using Loyalty.Infrastructure.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Loyalty.Api.Tests.Deploy;

/// <summary>
/// Every panel of the dashboards finds data, and every rule fires for the fault that it is for: asked of a real
/// Prometheus that reads two real instances.
/// </summary>
public sealed class DashboardTests
{
    static IEnumerable<(string Panel, string Query)> Panels() =>
        from file in Directory.GetFiles(Path.Combine(Repository.Root, "deploy/grafana"), "*.json")
        from panel in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("panels").EnumerateArray()
        from target in panel.GetProperty("targets").EnumerateArray()
        select ($"{Path.GetFileName(file)}: {panel.GetProperty("title").GetString()}",
            target.GetProperty("expr").GetString()!.Replace("$__rate_interval", "20s", StringComparison.Ordinal));

    static IEnumerable<string> Rules() => Repository.Read("deploy/prometheus/rules.yml").Split('\n')
        .Where(line => line.Contains("- alert:", StringComparison.Ordinal)).Select(line => line.Split(':')[1].Trim());

    [Test]
    public async Task Every_panel_finds_data_and_every_rule_fires()
    {
        await using var server = await EmbeddedPostgres.Start(
            Directory.CreateTempSubdirectory("loyalty-dashboards-").FullName, NullLogger.Instance,
                CancellationToken.None, isThrowAway: true);
        await using var one = Instance(server.ConnectionString);
        await one.WaitUntilReady();
        await using var two = Instance(server.ConnectionString);
        await two.WaitUntilReady();
        await using var late = await InstanceWithAWrongClock(server.ConnectionString);
        var ports = new[] { one, two, late }.Select(MetricsOf);
        await using var prometheus = new Prometheus([.. ports, $"127.0.0.1:{ServiceProcess.FreePort()}"]);

        using var stop = new CancellationTokenSource();
        var traffic = new MixedTraffic(one.Client, two.Client);
        var running = traffic.Run(stop.Token);
        var without = Panels().ToList();
        Assert.That(without, Has.Count.GreaterThan(20));
        await Until(async () =>
        {
            foreach (var (panel, query) in without.ToList())
            {
                if ((await prometheus.Query(query)).Count > 0)
                {
                    without.Remove((panel, query));
                }
            }

            return without.Count == 0;
        }, () => $"no data: {string.Join("; ", without)}");

        var silent = Rules().ToList();
        Assert.That(silent, Has.Count.GreaterThan(5));
        var faults = new ProvokedFaults(server.ConnectionString, traffic.Program, one.Client, two.Client);
        await Provoke(ProvokedFaults.Nothing, "LoyaltyDown", "LoyaltyKeyReuse", "LoyaltyClockOff");
        await Provoke(faults.LockRows, "LoyaltySlow", "LoyaltySweeperBehind");
        await Provoke(faults.BreakATable, "LoyaltyErrors");
        await Provoke(faults.FightOverAnAccount, "LoyaltyConflicts");
        await Provoke(faults.AskWronglyInAnotherContract, "LoyaltyContractRefusals");
        await stop.CancelAsync();
        await running;
        await server.DisposeAsync();
        await Provoke(faults.AskInVain, "LoyaltyUnavailable");
        Assert.That(silent, Is.Empty, "rules that no fault provokes");

        async Task Provoke(Func<CancellationToken, Task> fault, params string[] expected)
        {
            using var ends = new CancellationTokenSource();
            var going = fault(ends.Token);
            await Until(async () =>
            {
                silent.RemoveAll((await prometheus.Firing()).Contains);
                return !silent.Intersect(expected).Any();
            }, () => $"does not fire: {string.Join(", ", silent)}");
            await ends.CancelAsync();
            await going;
        }
    }

    readonly Dictionary<ServiceProcess, int> metricsPorts = [];

    ServiceProcess Instance(string connectionString)
    {
        var port = ServiceProcess.FreePort();
        var service = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = connectionString,
            ["Loyalty__Metrics__Port"] = $"{port}",
        });
        metricsPorts[service] = port;
        return service;
    }

    string MetricsOf(ServiceProcess service) => $"127.0.0.1:{metricsPorts[service]}";

    /// <summary>To it the database seems to live two days ago.</summary>
    async Task<ServiceProcess> InstanceWithAWrongClock(string connectionString)
    {
        await using (var connection = new NpgsqlConnection(connectionString))
        {
            await connection.ExecuteAsync("""
                create schema other_time;
                create function other_time.clock_timestamp() returns timestamptz language sql
                as $$ select pg_catalog.clock_timestamp() - interval '2 days' $$
                """);
        }

        var service = Instance(new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = "other_time, pg_catalog, public",
        }.ConnectionString);
        await service.WaitUntilReady();
        Assert.That((await service.Client.Get("/health/ready")).Value("status"), Is.EqualTo("degraded"));
        return service;
    }

    static async Task Until(Func<Task<bool>> isTrue, Func<string> problem)
    {
        try
        {
            await ServiceProcess.Until(isTrue);
        }
        catch (TimeoutException)
        {
            Assert.Fail(problem());
        }
    }
}
