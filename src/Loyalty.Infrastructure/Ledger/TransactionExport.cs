using System.Runtime.CompilerServices;
using Dapper;
using Loyalty.Application.Ledger;
using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>
/// Reads a program's transactions row by row, so that their number costs no memory. An entry is recorded a moment
/// before its commit can be seen: the export waits until whatever was decided before its end has been stored or never
/// will be.
/// </summary>
public sealed class TransactionExport(Database database, TimeProvider clock) : ITransactionExport
{
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>A reader who is slower than that keeps others waiting, and old rows from being cleared away.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async IAsyncEnumerable<TransactionView> Read(
        string program, DateTimeOffset? first, DateTimeOffset until, [EnumeratorCancellation] CancellationToken ct)
    {
        var sql = $"""
            {TransactionRow.Select}
            where a.program_number = (select program_number from program where code = @program)
                and e.recorded_at < @until and (@first::timestamptz is null or e.recorded_at >= @first)
            order by e.recorded_at, e.account_number, e.seq
            """;
        await WaitUntilSettled(until, ct);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        await using var connection = await Available(database.General.OpenConnectionAsync(ct).AsTask());
        var rows = connection.Stream(sql, new { program, first, until, now = clock.GetUtcNow() },
            TransactionRow.Read, limit.Token, commandTimeout: 0);
        await using var row = rows.GetAsyncEnumerator(limit.Token);
        while (await Available(database.Told(connection, row.MoveNextAsync().AsTask())))
        {
            yield return row.Current.ToOwnedView();
        }
    }

    /// <summary>
    /// Once every commit of what was decided before then has begun, its transaction has a number: all that are lower
    /// than one taken now have to come to their end.
    /// </summary>
    async Task WaitUntilSettled(DateTimeOffset until, CancellationToken ct)
    {
        var begun = until + (2 * AccountWriter.LatestStart) - clock.GetUtcNow();
        if (begun > TimeSpan.Zero)
        {
            await Task.Delay(begun, clock, ct);
        }

        var given = await Ask<long>("select pg_current_xact_id()::text::bigint", null);
        var deadline = clock.GetUtcNow() + Patience;
        while (await Ask<bool>("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint < @given", new { given }))
        {
            if (clock.GetUtcNow() > deadline)
            {
                throw new StoreUnavailableException("A transaction that began before the export's end does not end.");
            }

            await Task.Delay(Poll, clock, ct);
        }

        Task<T> Ask<T>(string sql, object? parameters) => database.Read(
            (connection, token) => connection.QuerySingleAsync<T>(new(sql, parameters, cancellationToken: token)), ct);
    }

    static async Task<T> Available<T>(Task<T> task)
    {
        try
        {
            return await task;
        }
        catch (NpgsqlException error) when (Database.IsUnavailable(error))
        {
            throw new StoreUnavailableException("The database can't be reached.", error);
        }
    }
}
