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
    /// It works, but has fsync off (what is acknowledged may be lost with the power), or this instance's clock differs
    /// from its clock.
    /// </summary>
    Degraded,

    NotMigrated,
}
