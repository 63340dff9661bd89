using System.Globalization;
using System.Text.Json;

namespace Loyalty.Bench;

/// <summary>Load over HTTP by wrk: kept connections, each sending its next request when it has its answer.</summary>
sealed class Wrk(Service service, BenchServer server, string key, int members)
{
    const double MicrosecondsPerMillisecond = 1000;
    const string Mark = "result ";

    static long nonce = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public async Task<Measured> Measure(string kind, int connections, TimeSpan slice)
    {
        var serviceBefore = Usage.Of(service.ProcessId);
        var postgresBefore = Usage.Of(server.ProcessId);
        var output = await Run.Program("wrk",
            "-t", "1", "-c", Text(connections), "-d", $"{Text(Math.Ceiling(slice.TotalSeconds))}s", "--timeout", "20s",
            "-s", Run.Load("load.lua"), service.Address.ToString(), "--", kind, key, Text(members),
            Text(Interlocked.Increment(ref nonce)));
        var after = Usage.Of(service.ProcessId);
        var line = output.Split('\n').Last(line => line.StartsWith(Mark, StringComparison.Ordinal));
        var result = JsonDocument.Parse(line[Mark.Length..]).RootElement;
        var refused = result.GetProperty("refused").GetInt64();
        var requests = result.GetProperty("requests").GetInt64() - refused;
        var seconds = result.GetProperty("microseconds").GetInt64() / 1e6;
        return new(kind, connections, requests / seconds, connections * seconds / requests * 1000,
            Milliseconds("p50"), Milliseconds("p99"),
            refused + result.GetProperty("broken").GetInt64(),
            (after.Cpu - serviceBefore.Cpu).TotalMicroseconds / requests,
            (Usage.Of(server.ProcessId).Cpu - postgresBefore.Cpu).TotalMicroseconds / requests,
            after.ResidentMegabytes);

        double Milliseconds(string name) => result.GetProperty(name).GetInt64() / MicrosecondsPerMillisecond;
    }

    static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
