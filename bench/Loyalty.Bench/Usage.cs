using System.Globalization;
using Loyalty.Domain;

namespace Loyalty.Bench;

/// <summary>Processor time and memory of a process with its children, as Linux counts them.</summary>
/// <param name="Cpu">Processor time, that of ended children included.</param>
/// <param name="ResidentMegabytes">Of the process alone: children of PostgreSQL share most of theirs.</param>
readonly record struct Usage(TimeSpan Cpu, double ResidentMegabytes)
{
    const double TicksPerSecond = 100;

    public static Usage Of(int processId)
    {
        var ticks = Directory.GetDirectories("/proc").Select(folder => Stat(Path.GetFileName(folder))).OfType<Stated>()
            .Where(process => process.Id == processId || process.Parent == processId)
            .Sum(process => process.Ticks);
        return new(TimeSpan.FromSeconds(ticks / TicksPerSecond), Megabytes(processId, "VmRSS"));
    }

    /// <summary>The most memory that the process ever had.</summary>
    public static double PeakMegabytes(int processId) => Megabytes(processId, "VmHWM");

    static double Megabytes(int processId, string name)
    {
        const double kilobytesPerMegabyte = 1024;
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status"))
            .First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) / kilobytesPerMegabyte;
    }

    /// <summary>Null for what is no process, or no longer one.</summary>
    static Stated? Stat(string folder)
    {
        if (!int.TryParse(folder, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            // The program's name may have spaces and brackets; what follows the last one is numbers.
            var text = File.ReadAllText($"/proc/{folder}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new(id, int.Parse(fields[1], CultureInfo.InvariantCulture),
                fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            return null;
        }
    }

    sealed record Stated(int Id, int Parent, long Ticks);
}
