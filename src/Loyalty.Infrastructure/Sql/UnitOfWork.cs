using Dapper;
using Loyalty.Application;
using Loyalty.Application.Ports;
using Loyalty.Domain;

namespace Loyalty.Infrastructure.Sql;

/// <summary>One transaction with the request's outcome recorded in it, by operator, key name and path.</summary>
public sealed class UnitOfWork(DatabaseSession session, RequestScope scope, TimeProvider clock) : IUnitOfWork
{
    public async Task<Result<T>> Run<T>(Func<Task<Result<T>>> work, CancellationToken ct)
    {
        if (scope.Idempotency is not { } key)
        {
            return await session.InTransaction(
                async () =>
                {
                    var result = await work();
                    return (result, Keep: result.IsOk);
                },
                ct);
        }

        return await session.InTransaction(() => Once(key, work, ct), ct);
    }

    /// <summary>What a decline has done is undone; the decline itself is recorded like a success.</summary>
    async Task<(Result<T> Result, bool Keep)> Once<T>(
        IdempotencyKey key, Func<Task<Result<T>>> work, CancellationToken ct)
    {
        await Claim(key, ct);
        if (await Find(key, ct) is { } row)
        {
            scope.IsReplay = row.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint);
            return (scope.IsReplay ? OutcomeText.Read<T>(row.Result) : Declines.IdempotencyKeyReused, Keep: false);
        }

        await Execute("savepoint before_work", ct);
        var result = await work();
        if (!result.IsOk)
        {
            await Execute("rollback to savepoint before_work", ct);
        }

        if (result.IsOk || result.Decline!.IsRecorded)
        {
            await Record(key, result, ct);
        }

        return (result, Keep: true);
    }

    /// <summary>Requests under one key wait for each other, and no request for one under another key.</summary>
    Task<int> Claim(IdempotencyKey key, CancellationToken ct)
    {
        const string sql = "select pg_advisory_xact_lock(hashtextextended(@name, 0))";
        return session.Run((connection, transaction, token) => connection.ExecuteAsync(new CommandDefinition(
            sql, new { name = $"{key.Operator}\n{key.KeyName}\n{key.Path}\n{key.Value}" }, transaction,
                cancellationToken: token)), ct);
    }

    Task<OutcomeRow?> Find(IdempotencyKey key, CancellationToken ct)
    {
        const string sql = """
            select fingerprint, result
            from request_outcome
            where operator = @Operator and key_name = @KeyName and path = @Path and idempotency_key = @Value
            """;
        return session.Run((connection, transaction, token) => connection.QuerySingleOrDefaultAsync<OutcomeRow>(
            new CommandDefinition(sql, key, transaction, cancellationToken: token)), ct);
    }

    Task<int> Record<T>(IdempotencyKey key, Result<T> result, CancellationToken ct)
    {
        const string sql = """
            insert into request_outcome
                (operator, key_name, path, idempotency_key, fingerprint, result, member_number, recorded_at)
            values (@Operator, @KeyName, @Path, @Value, @Fingerprint, @result, @member, @now)
            """;
        var told = result.IsOk && result.Value is ITellsOnce<T> secret ? secret.WithoutSecret() : result;
        return session.Run((connection, transaction, token) => connection.ExecuteAsync(new CommandDefinition(
            sql,
            new
            {
                key.Operator,
                key.KeyName,
                key.Path,
                key.Value,
                key.Fingerprint,
                result = OutcomeText.Write(told),
                member = result.IsOk && result.Value is IAboutMember about ? about.Number : (int?)null,
                now = clock.GetUtcNow(),
            },
            transaction,
            cancellationToken: token)), ct);
    }

    Task<int> Execute(string sql, CancellationToken ct) => session.Run((connection, transaction, token) =>
        connection.ExecuteAsync(new CommandDefinition(sql, null, transaction, cancellationToken: token)), ct);

    sealed record OutcomeRow
    {
        public required byte[] Fingerprint { get; init; }

        public required string Result { get; init; }
    }
}
