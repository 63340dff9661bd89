using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Loyalty.Bench;

/// <summary>
/// The service as it is deployed: a process of its own, in Production, with the settings it ships with.
/// </summary>
sealed class Service : IAsyncDisposable
{
    const string AdminKey = "bench-admin-key-of-one-run";

    /// <summary>Made by scripts/publish.sh.</summary>
    static readonly string Program = Path.GetFullPath(Path.Combine("bench", ".service", "Loyalty.Api.dll"));

    static readonly string[] Scopes = ["read", "redeem"];

    static readonly string[] Programs = [Seed.Program];

    readonly Process process;

    Service(Process process, Uri address, TimeSpan startTime)
    {
        this.process = process;
        Address = address;
        StartTime = startTime;
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to its first "ready".</summary>
    public TimeSpan StartTime { get; }

    public int ProcessId => process.Id;

    /// <summary>A client with that key; with the bootstrap key without.</summary>
    public HttpClient Client(string? key = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? AdminKey);
        return client;
    }

    public static async Task<Service> Start(string connectionString)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        var start = new ProcessStartInfo("dotnet", [Program, "serve"]) { RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ConnectionStrings__Loyalty"] = connectionString;
        start.Environment["Loyalty__AdminKey"] = AdminKey;
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = address };
        while (!await IsReady(client, process))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        return new(process, address, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Asks the books of a database, as the operator's verb does.</summary>
    public static async Task<(bool IsClean, string Report)> Verify(string connectionString)
    {
        var (exitCode, output) = await Run.TryProgram("dotnet", [Program, "verify"], new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = connectionString,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        });
        return (exitCode == 0, output.Trim());
    }

    /// <summary>The program that is measured, and a key as a till has one; returned is the key.</summary>
    public async Task<string> CreateProgram()
    {
        using var client = Client();
        await Post(client, "/v1/programs", new { code = Seed.Program, name = "Bench" });
        await Post(client, $"/v1/programs/{Seed.Program}/redemption-options", new
        {
            name = "In stock",
            type = "free_product",
            points = 1,
            stock = int.MaxValue,
        });
        var key = await Post(client, "/v1/keys", new
        {
            name = "till",
            scopes = Scopes,
            programs = Programs,
            @operator = Seed.Program,
        });
        return key.GetProperty("key").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static async Task<JsonElement> Post(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>()
            : throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    static async Task<bool> IsReady(HttpClient client, Process process)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return process.HasExited
                ? throw new InvalidOperationException("The service did not start.")
                : false;
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
