using Npgsql;

namespace Loyalty.Infrastructure.Sql;

/// <summary>What statements met that no caller can help: the service is not as ready as it looks.</summary>
public sealed class StoreTrouble(TimeProvider clock)
{
    /// <summary>How long no room is remembered after it was met last: somebody makes room.</summary>
    static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    long noRoomUntil;
    volatile bool hasMisfit;

    /// <summary>The disk is full or failing: nothing can be written.</summary>
    public bool HasNoRoom => clock.GetUtcNow().UtcTicks < Volatile.Read(ref noRoomUntil);

    /// <summary>
    /// A statement did not fit the schema: a bug, or, where a later version has changed it, the end of this one.
    /// </summary>
    public bool HasMisfit => hasMisfit;

    public void Note(PostgresException error)
    {
        if (error.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.IoError)
        {
            Volatile.Write(ref noRoomUntil, (clock.GetUtcNow() + Memory).UtcTicks);
        }

        hasMisfit |= error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
            or PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.CheckViolation
            or PostgresErrorCodes.DatatypeMismatch;
    }
}
