using System.Text.Json;
using Loyalty.Api.Tests.Processes;
using Loyalty.Infrastructure.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

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
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Loyalty"] = server.ConnectionString };
        await using var one = new ServiceProcess("serve", settings);
        await one.WaitUntilReady();
        await using var two = new ServiceProcess("serve", settings);
        await two.WaitUntilReady();
        await using var prometheus = new Prometheus(
            [one.Address.Authority, two.Address.Authority, $"127.0.0.1:{ServiceProcess.FreePort()}"]);

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
        await Provoke(ProvokedFaults.Nothing, "LoyaltyDown", "LoyaltyKeyReuse");
        await Provoke(faults.LockRows, "LoyaltySlow", "LoyaltySweeperBehind");
        await Provoke(faults.BreakATable, "LoyaltyErrors");
        await Provoke(faults.FightOverAnAccount, "LoyaltyConflicts");
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
