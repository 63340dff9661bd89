using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dapper;
using Loyalty.Application;
using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Keys;

/// <summary>
/// Finds keys that are valid now, by a statement that begins after the request came: revoking works at once, on every
/// instance. Requests that come at one time share the statement. What a key may do never changes and is remembered: a
/// request that loads an account has that load confirm its key, and asks nothing here (docs/decisions/0007).
/// </summary>
public sealed class ApiKeyLookup : IKeyAuthentication
{
    const int Lanes = 1;
    const int MaxKeys = 1000;

    static readonly PreparedStatement<Asked> Statement = new($"""
        select k.key_id as Id, k.name as Name, o.code as Operator, k.scopes as Scopes, k.programs as Programs,
            k.secret_hash as SecretHash, k.line as Line
        from unnest({new SqlValue<Asked, string[]>(asked => asked.Ids)}) as q (key_id)
        join api_key k on k.key_id = q.key_id
        join operator o on o.operator_number = k.operator_number
        where k.revoked_at is null
            and (k.expires_at is null
                or k.expires_at > {new SqlValue<Asked, DateTimeOffset>(asked => asked.Now)})
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

    public async Task<(string Id, Caller Caller)?> Authenticate(string key, CancellationToken ct)
    {
        // What can be no key asks nobody: anyone may send that.
        return IdOf(key) is { } id && await combined.Run(id).WaitAsync(ct) is { } found ? CallerOf(key, found) : null;
    }

    public (string Id, Caller Caller)? Recall(string key) =>
        IdOf(key) is { } id && remembered.TryGetValue(id, out var known) ? CallerOf(key, known) : null;

    public async Task<bool> IsValid(string id, CancellationToken ct) =>
        await combined.Run(id).WaitAsync(ct) is not null;

    /// <summary>Whether there is any key that may be used.</summary>
    public Task<bool> HasAny(CancellationToken ct)
    {
        const string sql = """
            select exists (select from api_key where revoked_at is null and (expires_at is null or expires_at > @now))
            """;
        return database.Read(
            (connection, token) => connection.QuerySingleAsync<bool>(
                new CommandDefinition(sql, new { now = clock.GetUtcNow() }, cancellationToken: token)), ct);
    }

    static string? IdOf(string key) =>
        key.Split('_', 3) is ["lk", { Length: 2 * ApiKeys.IdBytes } id, _] && id.All(char.IsAsciiHexDigitLower)
            ? id
            : null;

    static (string Id, Caller Caller)? CallerOf(string key, ValidKeyRow found) =>
        CryptographicOperations.FixedTimeEquals(ApiKeys.Hash(key), found.SecretHash)
            ? (found.Id, new(found.Name, found.Operator, found.Programs, found.Scopes) { Line = found.Line })
            : null;

    async Task<IReadOnlyList<ValidKeyRow?>> FindAll(IReadOnlyList<string> ids)
    {
        var asked = new Asked([.. ids.Distinct()], clock.GetUtcNow());
        var found = await database.ReadInStore(connection => Statement.Query<ValidKeyRow>(connection, asked));
        var byId = found.ToDictionary(row => row.Id);
        foreach (var id in asked.Ids)
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

    sealed record Asked(string[] Ids, DateTimeOffset Now);
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

    public required string Line { get; init; }
}
