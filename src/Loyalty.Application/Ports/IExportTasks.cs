using Loyalty.Application.Ledger;

namespace Loyalty.Application.Ports;

/// <summary>Exports that were asked for, each for a day.</summary>
public interface IExportTasks
{
    /// <summary>Under an id of its own.</summary>
    Task<ExportTask> Add(ExportQuery query, CancellationToken ct);

    /// <summary>Null when the caller's line of keys has none of that id, or its time is over.</summary>
    Task<ExportTask?> Find(string id, CancellationToken ct);
}
