using System.Diagnostics;
using System.Text;

namespace Loyalty.Api.Tests.Processes;

/// <summary>The service as a process of its own, as operators run it.</summary>
sealed class ServiceProcess : IAsyncDisposable
{
    readonly Process process;
    readonly StringBuilder output = new();

    /// <param name="verb">And what follows it.</param>
    public ServiceProcess(string verb, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        Port = FreePort();
        var start =
            new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Loyalty.Api.dll"), verb, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Loyalty__AdminKey"] = ApiHost.AdminKey;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public ApiClient Client => new(address: Address);

    /// <summary>What it had in memory at most, in MB.</summary>
    public long PeakMegabytes
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1024 / 1024;
        }
    }

    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    public async Task WaitUntilReady(HttpStatusCode status = HttpStatusCode.OK) => await Until(async () =>
    {
        try
        {
            return (await Client.Get("/health/ready")).Status == status;
        }
        catch (HttpRequestException)
        {
            return process.HasExited ? throw new InvalidOperationException(Output) : false;
        }
    });

    /// <summary>Demo data are made after the service is ready.</summary>
    public async Task WaitForDemoData(ApiClient? client = null) => await Until(async () =>
    {
        var balance = await (client ?? Client).Get("/v1/programs/demo/members/mbr_1001/balance");
        return balance.Status == HttpStatusCode.OK && balance.Value("available") == "1000.00";
    });

    public async Task<int> Exit()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>As an operator's stop does.</summary>
    public async Task<int> Terminate()
    {
        using var kill = Process.Start(
            "kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await Exit();
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Terminate();
        }

        process.Dispose();
    }

    public static async Task Until(Func<Task<bool>> isTrue)
    {
        for (var i = 0; i < 1200; i++)
        {
            if (await isTrue())
            {
                return;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("What was waited for did not come.");
    }

    void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.AppendLine(line.Data);
        }
    }

    /// <summary>Null while a server that begins or ends replaces the file.</summary>
    public static int? PidIn(string file)
    {
        try
        {
            return int.TryParse(
                File.ReadLines(file).FirstOrDefault(), System.Globalization.CultureInfo.InvariantCulture, out var pid)
                ? pid
                : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
