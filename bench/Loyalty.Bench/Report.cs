using System.Runtime.InteropServices;
using System.Text.Json;

namespace Loyalty.Bench;

/// <summary>What was measured besides loads.</summary>
sealed record Extras
{
    public required double StartSeconds { get; init; }

    public required double PeakResidentMb { get; init; }

    public required Checked Patient { get; init; }

    public required string Verify { get; init; }

    public required IReadOnlyList<HotUpdates> HotUpdates { get; init; }
}

/// <summary>Prints a run and keeps it in bench/results.</summary>
static class Report
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Say(string text) => Console.WriteLine($"{DateTime.UtcNow:HH:mm:ss}  {text}");

    public static async Task Write(
        Plan plan, IReadOnlyDictionary<string, string> settings, IReadOnlyList<Measured> figures,
        IReadOnlyList<Measured> rounds, Extras extras)
    {
        var ratios = Ratio.Of(figures, extras);
        Print(figures);
        Console.WriteLine();
        Console.WriteLine($"{"",-56} {"measured",9} {"at least",9} {"aim",6}");
        foreach (var ratio in ratios)
        {
            Console.WriteLine(
                $"{ratio.Name,-56} {ratio.Value,9:F2} {ratio.AtLeast,9} {ratio.Aim,6}  {ratio.Verdict}");
        }

        Console.WriteLine();
        Console.WriteLine(
            $"own client: {extras.Patient.Acknowledged} acknowledged, {extras.Patient.Entries} entries, "
            + $"{extras.Patient.Refused} refused");
        Console.WriteLine($"verify: {extras.Verify}");
        foreach (var table in extras.HotUpdates)
        {
            Console.WriteLine($"{table.Table}: {table.Hot} of {table.Updates} updates without index entries (HOT)");
        }

        await Save(plan.Name, new { plan, machine = Machine(), postgres = settings, ratios, figures, rounds, extras });
    }

    public static void Print(IReadOnlyList<Measured> figures)
    {
        Console.WriteLine("\nown: processor time of the service for each, or of pgbench; wrk's is in neither");
        Console.WriteLine($"{"load",-18} {"conns",5} {"per s",8} {"mean ms",8} {"p50 ms",8} {"p99 ms",8} {"refused",7} "
            + $"{"own us",7} {"postgres us",11} {"MB",5}");
        foreach (var figure in figures)
        {
            Console.WriteLine(
                $"{figure.Load,-18} {figure.Connections,5} {figure.PerSecond,8:F0} {figure.MeanMs,8:F2} "
                + $"{figure.P50Ms,8:F2} {figure.P99Ms,8:F2} {figure.Refused,7} {figure.ServiceCpuUs,7:F0} "
                + $"{figure.PostgresCpuUs,11:F0} {figure.ResidentMb,5:F0}");
        }
    }

    public static async Task Save(string plan, object run)
    {
        var folder = Path.Combine("bench", "results");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{plan}-{DateTime.UtcNow:yyyyMMdd-HHmmss}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(run, Json) + "\n");
        Console.WriteLine($"kept in {file}");
    }

    public static object Machine() => new
    {
        cores = Environment.ProcessorCount,
        processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(
            line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1],
        memory = File.ReadLines("/proc/meminfo").First().Split(':')[1].Trim(),
        system = RuntimeInformation.OSDescription,
        runtime = RuntimeInformation.FrameworkDescription,
    };
}
