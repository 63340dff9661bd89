using Dapper;
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

    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    public Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters, CancellationToken ct) =>
        Run<IReadOnlyList<T>>(async (connection, command) => (await connection.QueryAsync<T>(command)).AsList(),
            sql, parameters, ct);

    /// <summary>The same for rows whose columns are read in their order.</summary>
    internal Task<IReadOnlyList<T>> Query<T>(
        string sql, object? parameters, Func<RowValues, T> read, CancellationToken ct) =>
        Run<IReadOnlyList<T>>(async (connection, command) => await connection.Rows(command, read), sql, parameters, ct);

    /// <summary>The only row; the type's default when there is none.</summary>
    public Task<T?> QueryOne<T>(string sql, object? parameters, CancellationToken ct) =>
        Run((connection, command) => connection.QuerySingleOrDefaultAsync<T>(command), sql, parameters, ct);

    /// <summary>How many rows were changed.</summary>
    public Task<int> Execute(string sql, object? parameters, CancellationToken ct) =>
        Run((connection, command) => connection.ExecuteAsync(command), sql, parameters, ct);

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

    Task<T> Run<T>(
        Func<NpgsqlConnection, CommandDefinition, Task<T>> work, string sql, object? parameters,
        CancellationToken ct) =>
        transaction is { Connection: { } joined }
            ? database.Told(joined, work(joined, new(sql, parameters, transaction, cancellationToken: ct)))
            : transaction is not null ? throw new NpgsqlException("The connection was lost.")
            : database.Read(
                (connection, token) => work(connection, new(sql, parameters, cancellationToken: token)), ct);
}
