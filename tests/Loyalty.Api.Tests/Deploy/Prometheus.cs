using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Processes;

namespace Loyalty.Api.Tests.Deploy;

/// <summary>
/// A real Prometheus that reads services every second, with this project's rules. What these look at over minutes it
/// looks at over seconds: nobody waits five minutes for a test.
/// </summary>
sealed partial class Prometheus : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("loyalty-prometheus-").FullName;
    readonly int port = ServiceProcess.FreePort();
    readonly Process process;
    readonly HttpClient http = new();

    public Prometheus(IEnumerable<string> targets)
    {
        var rules = Offset().Replace(
            Window().Replace(Repository.Read("deploy/prometheus/rules.yml"), "[10s]"), "offset 10s");
        File.WriteAllText(Path.Combine(folder, "rules.yml"), For().Replace(rules, "for: 0s"));
        File.WriteAllText(Path.Combine(folder, "prometheus.yml"), $"""
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files: [rules.yml]
            scrape_configs:
              - job_name: loyalty
                static_configs:
                  - targets: [{string.Join(", ", targets)}]
            """);
        process = Process.Start(new ProcessStartInfo("prometheus",
        [
            $"--config.file={Path.Combine(folder, "prometheus.yml")}",
            $"--storage.tsdb.path={Path.Combine(folder, "data")}",
            $"--web.listen-address=127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}", "--log.level=error",
        ]))!;
    }

    /// <summary>Values that a query finds now; what is no number is none.</summary>
    public async Task<IReadOnlyList<double>> Query(string expression)
    {
        var answer = await Get($"query?query={Uri.EscapeDataString(expression)}");
        return answer is null ? []
            : [.. answer.Value.GetProperty("result").EnumerateArray()
                .Select(series =>
                    double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture))
                .Where(double.IsFinite)];
    }

    public async Task<IReadOnlyList<string>> Firing() => await Get("alerts") is not { } answer ? []
        : [.. answer.GetProperty("alerts").EnumerateArray()
            .Where(alert => alert.GetProperty("state").GetString() == "firing")
            .Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!).Distinct()];

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Null until it answers.</summary>
    async Task<JsonElement?> Get(string path)
    {
        try
        {
            using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/api/v1/{path}"));
            var text = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement.GetProperty("data")
                : response.StatusCode == HttpStatusCode.ServiceUnavailable ? null
                : throw new InvalidOperationException(text);
        }
        catch (HttpRequestException)
        {
            return process.HasExited ? throw new InvalidOperationException("Prometheus has ended.") : null;
        }
    }

    [GeneratedRegex(@"\[\d+m\]")]
    private static partial Regex Window();

    [GeneratedRegex(@"offset \d+m")]
    private static partial Regex Offset();

    [GeneratedRegex(@"for: \d+m")]
    private static partial Regex For();
}
