namespace Loyalty.Application.Ports;

/// <summary>Whether the database can be used as it is.</summary>
public interface IDatabaseHealth
{
    /// <exception cref="StoreUnavailableException">It can't be reached.</exception>
    Task<DatabaseState> Check(CancellationToken ct);
}

public enum DatabaseState
{
    Ready,

    /// <summary>
    /// It answers, but what is acknowledged may be lost with the power (fsync is off), nothing can be written (no room
    /// on its disk), this instance's clock differs from its own, or a later version has changed its schema.
    /// </summary>
    Degraded,

    /// <summary>It lacks migrations of this version.</summary>
    NotMigrated,

    /// <summary>A later version has changed its schema, and statements of this one fail by that.</summary>
    Outgrown,
}
