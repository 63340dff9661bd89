using System.Globalization;

namespace Loyalty.Infrastructure.Embedded;

/// <summary>Where PostgreSQL's own programs are.</summary>
sealed record PostgresPrograms(string Directory)
{
    static readonly string[] HomebrewFolders = ["/opt/homebrew/opt", "/usr/local/opt"];

    public string this[string program] => Path.Combine(Directory, program);

    /// <summary>
    /// Looks in PG_BIN, on PATH, where Debian and Homebrew put them; prefers the major version of existing data.
    /// </summary>
    /// <exception cref="InvalidOperationException">They are nowhere; the message says what to install.</exception>
    public static PostgresPrograms Find(int? major)
    {
        var places = new[] { Environment.GetEnvironmentVariable("PG_BIN") }
            .Concat(Versioned(major))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Concat(Versioned(null))
            .OfType<string>();
        return places.FirstOrDefault(HasPrograms) is { } found
            ? new(found)
            : throw new InvalidOperationException(
                "PostgreSQL's programs were not found: install Debian's package postgresql, "
                + "set PG_BIN to their folder, or set ConnectionStrings__Loyalty to a server of yours.");
    }

    static bool HasPrograms(string directory) =>
        directory.Length > 0 && File.Exists(Path.Combine(directory, "initdb"))
            && File.Exists(Path.Combine(directory, "pg_ctl"));

    /// <summary>Folders of installed versions, the newest first.</summary>
    static IEnumerable<string> Versioned(int? major)
    {
        var debian = Children("/usr/lib/postgresql", "*")
            .Select(folder => (Version: Version(folder), Bin: Path.Combine(folder, "bin")));
        var homebrew = HomebrewFolders.SelectMany(root => Children(root, "postgresql*"))
            .Select(folder => (Version: Version(folder.Split('@')[^1]), Bin: Path.Combine(folder, "bin")));
        return debian.Concat(homebrew).Where(place => major is null || place.Version == major)
            .OrderByDescending(place => place.Version).Select(place => place.Bin);
    }

    static string[] Children(string root, string pattern) =>
        System.IO.Directory.Exists(root) ? System.IO.Directory.GetDirectories(root, pattern) : [];

    static int Version(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version : 0;
}
