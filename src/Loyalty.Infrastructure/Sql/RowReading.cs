using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;

namespace Loyalty.Infrastructure.Sql;

/// <summary>Reads rows of tables whose columns are read in their order.</summary>
static class RowReading
{
    /// <summary>Row by row, so that their number costs no memory.</summary>
    public static async IAsyncEnumerable<T> Stream<T>(
        this NpgsqlConnection connection, string sql, object parameters, Func<RowValues, T> read,
        [EnumeratorCancellation] CancellationToken ct, int? commandTimeout = null)
    {
        var reader = (DbDataReader)await connection.ExecuteReaderAsync(
            new CommandDefinition(sql, parameters, commandTimeout: commandTimeout, cancellationToken: ct));
        var isAtEnd = false;
        try
        {
            var values = new ReaderValues(reader);
            while (await reader.ReadAsync(ct))
            {
                yield return read(values.OfNextRow());
            }

            isAtEnd = true;
        }
        finally
        {
            await Close(reader, isAtEnd);
        }
    }

    /// <summary>
    /// A reader that is closed reads all rows that are left: the server is told first to make no more of them.
    /// </summary>
    static async Task Close(DbDataReader reader, bool isAtEnd)
    {
        if (!isAtEnd)
        {
            ((IWrappedDataReader)reader).Command.Cancel();
        }

        try
        {
            await reader.DisposeAsync();
        }
        catch (PostgresException error) when (!isAtEnd && error.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            // As it was told.
        }
    }

    public static async Task<List<T>> Rows<T>(
        this NpgsqlConnection connection, CommandDefinition command, Func<RowValues, T> read)
    {
        await using var reader = (DbDataReader)await connection.ExecuteReaderAsync(command);
        var (values, rows) = (new ReaderValues(reader), new List<T>());
        while (await reader.ReadAsync(command.CancellationToken))
        {
            rows.Add(read(values.OfNextRow()));
        }

        return rows;
    }
}
