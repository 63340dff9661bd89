using Loyalty.Application.Ports;
using Npgsql;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// The transaction that a request has open, if any: repositories join it, and read on a connection of their own
/// without.
/// </summary>
public sealed class DatabaseSession(Database database)
{
    NpgsqlTransaction? transaction;

    public async Task<T> Run<T>(
        Func<NpgsqlConnection, NpgsqlTransaction?, CancellationToken, Task<T>> work, CancellationToken ct) =>
        transaction is not null
            ? await work(transaction.Connection!, transaction, ct)
            : await database.Read((connection, token) => work(connection, null, token), ct);

    /// <summary>
    /// Runs work in a transaction; it is kept when <paramref name="work"/> says so, and undone otherwise.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    public async Task<T> InTransaction<T>(Func<Task<(T Result, bool Keep)>> work, CancellationToken ct)
    {
        try
        {
            await using var connection = await database.General.OpenConnectionAsync(ct);
            await using var opened = await connection.BeginTransactionAsync(ct);
            transaction = opened;
            var (result, keep) = await work();
            if (keep)
            {
                await opened.CommitAsync(ct);
            }

            return result;
        }
        catch (NpgsqlException error) when (Database.IsUnavailable(error))
        {
            throw new StoreUnavailableException("The database can't be reached.", error);
        }
        finally
        {
            transaction = null;
        }
    }
}
