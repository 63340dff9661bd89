using System.Text.Json;
using Dapper;
using Loyalty.Application;
using Loyalty.Application.Json;

namespace Loyalty.Infrastructure.Postgres;

/// <summary>Who changed which shared thing, from what to what; written in the change's own transaction.</summary>
public sealed class Audit(DatabaseSession session, RequestScope scope, TimeProvider clock)
{
    public Task<int> Add(string thing, string id, string @operator, object? before, object? after, CancellationToken ct)
    {
        const string sql = """
            insert into audit (changed_at, changed_by, thing, thing_id, operator_number, before, after)
            select @now, @by, @thing, @id, operator_number, @before::jsonb, @after::jsonb
            from operator
            where code = @operator
            """;
        var parameters = new
        {
            now = clock.GetUtcNow(),
            by = scope.Caller.KeyName,
            thing,
            id,
            @operator,
            before = Json(before),
            after = Json(after),
        };
        return session.Run((connection, transaction, token) => connection.ExecuteAsync(
            new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), ct);
    }

    static string? Json(object? thing) =>
        thing is null ? null : JsonSerializer.Serialize(thing, thing.GetType(), LoyaltyJson.Options);
}
