using System.Collections.Concurrent;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Keys;

/// <summary>
/// Finds keys that are valid now, by a statement that begins after the request came: revoking works at once, on every
/// instance. Requests that come at one time share the statement. What a key may do never changes and is remembered: a
/// request that loads an account has that load confirm its key, and asks nothing here (docs/decisions/0007).
/// </summary>
public sealed class ApiKeyLookup
{
    const int Lanes = 1;
    const int MaxKeys = 1000;

    static readonly PreparedStatement Statement = new("""
        select k.key_id as Id, k.name as Name, o.code as Operator, k.scopes as Scopes, k.programs as Programs,
            k.secret_hash as SecretHash
        from unnest(@ids) as q (key_id)
        join api_key k on k.key_id = q.key_id
        join operator o on o.operator_number = k.operator_number
        where k.revoked_at is null and (k.expires_at is null or k.expires_at > @now)
        """);

    readonly Database database;
    readonly TimeProvider clock;
    readonly Combiner<string, ValidKeyRow?> combined;
    readonly ConcurrentDictionary<string, ValidKeyRow> remembered = new();

    public ApiKeyLookup(Database database, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);
        combined = new("key", Lanes, MaxKeys, Database.MaxWaiting, _ => 1, FindAll);
    }

    /// <summary>Null when there is no such key, or no longer.</summary>
    internal Task<ValidKeyRow?> Find(string id) => combined.Run(id);

    /// <summary>A key that was valid when it was last looked for; null when it was not, or never was.</summary>
    internal ValidKeyRow? Recall(string id) => remembered.GetValueOrDefault(id);

    async Task<IReadOnlyList<ValidKeyRow?>> FindAll(IReadOnlyList<string> ids)
    {
        var parameters = new { ids = ids.Distinct().ToArray(), now = clock.GetUtcNow() };
        var found = await database.ReadInStore(
            connection => Statement.Query<ValidKeyRow>(connection, parameters));
        var byId = found.ToDictionary(row => row.Id);
        foreach (var id in parameters.ids)
        {
            if (byId.TryGetValue(id, out var row))
            {
                remembered[id] = row;
            }
            else
            {
                remembered.TryRemove(id, out _);
            }
        }

        return [.. ids.Select(byId.GetValueOrDefault)];
    }
}

/// <summary>A key that may be used, with what it may be used for.</summary>
sealed record ValidKeyRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Operator { get; init; }

    public required string[] Scopes { get; init; }

    public string[]? Programs { get; init; }

    public required byte[] SecretHash { get; init; }
}
