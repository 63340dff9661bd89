using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Loyalty.Infrastructure.Embedded;

/// <summary>Where an embedded server keeps what is its own.</summary>
sealed record ClusterFiles(string Home)
{
    public const int Port = 5432;

    const int MaxSocketPath = 100;

    static readonly string SocketName = string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{Port}");

    public string Data => Path.Combine(Home, "data");

    /// <summary>A cluster is made here, and moved when it is whole.</summary>
    public string UnfinishedData => Path.Combine(Home, "data.new");

    public string Log => Path.Combine(Home, "log");

    public string PidFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>Below the data, or elsewhere where that path would be longer than a socket's may be.</summary>
    public string SocketFolder
    {
        get
        {
            var near = Path.Combine(Home, "socket");
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Home)))[..16];
            return Encoding.UTF8.GetByteCount(Path.Combine(near, SocketName)) <= MaxSocketPath
                ? near
                : Path.Combine(ServerAccount.SocketRoot, $"loyalty-{digest}");
        }
    }

    public string Socket => Path.Combine(SocketFolder, SocketName);

    /// <summary>Major version of the existing data; null when there is none.</summary>
    public int? DataVersion
    {
        get
        {
            var file = Path.Combine(Data, "PG_VERSION");
            return File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;
        }
    }

    /// <summary>
    /// True when the process that the pid file names is the server: after a restart of the machine the number may be
    /// anybody's.
    /// </summary>
    public bool IsServerRunning()
    {
        if (!File.Exists(PidFile) || File.ReadLines(PidFile).FirstOrDefault() is not { } pid)
        {
            return false;
        }

        var commandLine = $"/proc/{pid}/cmdline";
        return !Directory.Exists("/proc/self")
            || (File.Exists(commandLine) && File.ReadAllText(commandLine).Contains(Data, StringComparison.Ordinal));
    }
}
