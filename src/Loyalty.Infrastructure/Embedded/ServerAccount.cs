using System.Diagnostics;

namespace Loyalty.Infrastructure.Embedded;

/// <summary>
/// The operating system's account that the server runs as. PostgreSQL refuses to run as root: then it is the account
/// that its package made, "postgres".
/// </summary>
sealed class ServerAccount
{
    const string Name = "postgres";

    static readonly bool IsRoot = Environment.UserName == "root";

    /// <summary>Where a folder for a socket can be made that nobody else could have put there.</summary>
    public static string SocketRoot =>
        IsRoot ? "/run" : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") ?? Path.GetTempPath();

    readonly string[] prefix;

    ServerAccount(string[] prefix) => this.prefix = prefix;

    /// <summary>The account for a server whose files lie below that folder.</summary>
    public static ServerAccount For(string folder)
    {
        if (!IsRoot)
        {
            return new([]);
        }

        string[] change = ["setpriv", $"--reuid={Name}", $"--regid={Name}", "--init-groups"];

        // A folder below one that only root may enter: the server may pass through, and still is not root.
        return new(IsOpenToAll(folder)
            ? [.. change, "--"]
            : [.. change, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--"]);
    }

    /// <summary>Makes a folder that only this account may enter.</summary>
    public static Task MakePrivateFolder(string folder, CancellationToken ct) => Execute(IsRoot
        ? ["install", "-d", "-m", "700", "-o", Name, "-g", Name, folder]
        : ["install", "-d", "-m", "700", folder], ct);

    /// <exception cref="InvalidOperationException">The program failed; the message has what it said.</exception>
    public Task Run(CancellationToken ct, params string[] command) => Execute([.. prefix, .. command], ct);

    static async Task Execute(string[] command, CancellationToken ct)
    {
        var (exitCode, said) = await TryExecute(command, ct);
        if (exitCode != 0)
        {
            throw new InvalidOperationException(
                $"{Path.GetFileName(command.Last(word => word.StartsWith('/')))}: {said}");
        }
    }

    static async Task<(int ExitCode, string Said)> TryExecute(string[] command, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            // Never a folder that the other account can't enter.
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, $"{await output}{await error}".Trim());
    }

    static bool IsOpenToAll(string folder)
    {
        for (var parent = Directory.GetParent(folder); parent is not null; parent = parent.Parent)
        {
            if (parent.Exists && !OperatingSystem.IsWindows()
                && !parent.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }
}
