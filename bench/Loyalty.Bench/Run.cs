using System.Diagnostics;

namespace Loyalty.Bench;

/// <summary>Other programs, run to their end.</summary>
static class Run
{
    /// <summary>What it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> Program(string program, params string[] arguments)
    {
        var (exitCode, output) = await TryProgram(program, arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {exitCode}:\n{output}");
    }

    public static async Task<(int ExitCode, string Output)> TryProgram(
        string program, string[] arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    /// <summary>A file that was copied beside this program.</summary>
    public static string Load(string file) => Path.Combine(AppContext.BaseDirectory, "loads", file);
}
