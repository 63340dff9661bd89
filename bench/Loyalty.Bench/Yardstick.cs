using System.Globalization;
using System.Text.RegularExpressions;
using Loyalty.Infrastructure.Embedded;

namespace Loyalty.Bench;

/// <summary>PostgreSQL alone: pgbench runs an equivalent redemption as one prepared statement.</summary>
sealed partial class Yardstick(BenchServer server, int members)
{
    const string Database = "yardstick";

    static readonly PostgresPrograms Programs = PostgresPrograms.Find(null);

    public async Task Prepare()
    {
        await server.NewDatabase(Database);
        await Run.Program(Programs["psql"],
            ["-q", "-v", "ON_ERROR_STOP=1", "-v", Text($"members={members}"), "-f", Run.Load("yardstick.sql"),
                .. server.ClientArguments(Database)]);
    }

    /// <param name="isHot">All clients spend from one account.</param>
    public async Task<Measured> Measure(int clients, TimeSpan slice, bool isHot = false)
    {
        var before = Usage.Of(server.ProcessId);
        var own = Usage.Of(Environment.ProcessId);
        var output = await Run.Program(Programs["pgbench"],
            ["-n", "-M", "prepared", "-c", Text($"{clients}"), "-j", Text($"{Math.Min(clients, 2)}"),
                "-T", Text($"{Math.Ceiling(slice.TotalSeconds)}"), "-D", Text($"members={(isHot ? 1 : members)}"),
                "-f", Run.Load("yardstick.pgbench.sql"), .. server.ClientArguments(Database)]);
        var count = Number(Count().Match(output));

        // The server's processes for these clients end a moment later, and only then count as its own.
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        return new(isHot ? "pgbench, one row" : "pgbench", clients, Number(Tps().Match(output)),
            Number(Latency().Match(output)), null, null, 0,
            Each(Usage.Of(Environment.ProcessId).Cpu - own.Cpu), Each(Usage.Of(server.ProcessId).Cpu - before.Cpu),
            null);

        double Each(TimeSpan cpu) => cpu.TotalMicroseconds / count;
    }

    static string Text(FormattableString text) => FormattableString.Invariant(text);

    static double Number(Match match) => match.Success
        ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException("pgbench printed something else than was expected.");

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Tps();

    [GeneratedRegex(@"latency average = ([\d.]+) ms")]
    private static partial Regex Latency();

    [GeneratedRegex(@"transactions actually processed: (\d+)")]
    private static partial Regex Count();
}
