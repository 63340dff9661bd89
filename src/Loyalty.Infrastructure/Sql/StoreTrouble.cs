using Npgsql;

namespace Loyalty.Infrastructure.Sql;

/// <summary>What statements met of late that no caller can help: the service is not as ready as it looks.</summary>
public sealed class StoreTrouble(TimeProvider clock)
{
    /// <summary>How long it is remembered after it was met last; whoever comes meanwhile meets it again.</summary>
    static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    long noRoomUntil;
    long unknownSchemaUntil;

    /// <summary>The disk is full or failing: nothing can be written.</summary>
    public bool HasNoRoom => IsRemembered(ref noRoomUntil);

    /// <summary>Tables or columns are not as this version knows them.</summary>
    public bool HasUnknownSchema => IsRemembered(ref unknownSchemaUntil);

    public void Note(PostgresException error)
    {
        if (error.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.IoError)
        {
            Remember(ref noRoomUntil);
        }
        else if (IsOfSchema(error))
        {
            Remember(ref unknownSchemaUntil);
        }
    }

    /// <summary>Not migrated yet, or by a version that came later.</summary>
    public static bool IsOfSchema(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn;

    void Remember(ref long until) => Volatile.Write(ref until, (clock.GetUtcNow() + Memory).UtcTicks);

    bool IsRemembered(ref long until) => clock.GetUtcNow().UtcTicks < Volatile.Read(ref until);
}
