using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;

namespace Loyalty.Infrastructure.Sql;

/// <summary>Outcomes of requests that are not about one account, by operator, key name and path.</summary>
public sealed class RecordedOutcomes(
    DatabaseSession session, UnitOfWork unit, RequestContext request, AnswerFacts answer, TimeProvider clock)
    : IRecordedOutcomes
{
    public Task<Result<T>> Once<T>(IIdempotent command, Func<Task<Result<T>>> work, CancellationToken ct) =>
        IdempotencyKey.Of(request, command) is { } key
            ? unit.InTransaction(() => Once(key, work, ct), ct)
            : unit.Run(work, ct);

    /// <summary>What a decline has done is undone; the decline itself is recorded like a success.</summary>
    async Task<(Result<T> Result, bool Keep)> Once<T>(
        IdempotencyKey key, Func<Task<Result<T>>> work, CancellationToken ct)
    {
        await Claim(key, ct);
        if (await Find(key, ct) is { } row)
        {
            answer.IsReplayed = row.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint);
            return (answer.IsReplayed ? OutcomeText.Read<T>(row.Result) : Declines.IdempotencyKeyReused, Keep: false);
        }

        await session.Execute("savepoint before_work", null, ct);
        var result = await work();
        if (!result.IsOk)
        {
            await session.Execute("rollback to savepoint before_work", null, ct);
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
        return session.Execute(sql, new { name = $"{key.Operator}\n{key.KeyLine}\n{key.Path}\n{key.Value}" }, ct);
    }

    Task<OutcomeRow?> Find(IdempotencyKey key, CancellationToken ct)
    {
        const string sql = """
            select fingerprint, result
            from request_outcome
            where operator = @Operator and key_line = @KeyLine and path = @Path and idempotency_key = @Value
            """;
        return session.QueryOne<OutcomeRow>(sql, key, ct);
    }

    Task<int> Record<T>(IdempotencyKey key, Result<T> result, CancellationToken ct)
    {
        const string sql = """
            insert into request_outcome
                (operator, key_line, path, idempotency_key, fingerprint, result, member_number, recorded_at)
            values (@Operator, @KeyLine, @Path, @Value, @Fingerprint, @result, @member, @now)
            """;
        var told = result.IsOk && result.Value is ITellsOnce<T> secret ? secret.WithoutSecret() : result;
        var parameters = new
        {
            key.Operator,
            key.KeyLine,
            key.Path,
            key.Value,
            key.Fingerprint,
            result = OutcomeText.Write(told),
            member = result.IsOk && result.Value is IAboutMember about ? about.Number : (int?)null,
            now = clock.GetUtcNow(),
        };
        return session.Execute(sql, parameters, ct);
    }

    sealed record OutcomeRow
    {
        public required byte[] Fingerprint { get; init; }

        public required string Result { get; init; }
    }
}
