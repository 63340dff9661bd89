using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Loyalty.Application;
using Loyalty.Application.Keys;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Keys;

/// <summary>
/// API keys in PostgreSQL: "lk_", the key's id, "_" and 256 random bits, of which only a hash is stored.
/// </summary>
public sealed class ApiKeys(DatabaseSession session, ApiKeyLookup lookup, Audit audit, TimeProvider clock) : IApiKeys
{
    const string Prefix = "lk_";
    const int SecretBytes = 32;
    const int IdBytes = 9;

    public async Task<CreatedKey?> Add(NewKey key, CancellationToken ct)
    {
        const string sql = """
            insert into api_key (key_id, operator_number, name, secret_hash, scopes, programs, created_at, expires_at)
            select @id, operator_number, @Name, @hash, @scopes, @programs, @now, @ExpiresAt
            from operator
            where code = @Operator
            returning key_id
            """;
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        var parameters = new
        {
            id,
            key.Operator,
            key.Name,
            hash = Hash(secret),
            scopes = key.Scopes.ToArray(),
            programs = key.Programs?.ToArray(),
            now = clock.GetUtcNow(),
            key.ExpiresAt,
        };
        var added = await session.Run((connection, transaction, token) => connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), ct);
        if (added is null)
        {
            return null;
        }

        var created = new CreatedKey
        {
            Id = id,
            Key = secret,
            Name = key.Name,
            Operator = key.Operator,
            Scopes = key.Scopes,
            Programs = new(key.Programs),
            ExpiresAt = key.ExpiresAt,
        };
        await audit.Add("key", id, key.Operator, null, created.WithoutSecret(), ct);
        return created;
    }

    public async Task<Page<KeyView>> Page(Caller caller, PageRequest page, CancellationToken ct)
    {
        const string sql = """
            select k.key_id as Id, k.name as Name, o.code as Operator, k.scopes as Scopes, k.programs as Programs,
                k.created_at as CreatedAt, k.expires_at as ExpiresAt, k.revoked_at as RevokedAt,
                    k.last_used_at as LastUsedAt
            from api_key k
            join operator o using (operator_number)
            where (@Operator::text is null or o.code = @Operator)
                and (@mine::text[] is null or k.programs <@ @mine)
                and (@after::text is null or (k.created_at, k.key_id) <
                    (select x.created_at, x.key_id from api_key x where x.key_id = @after))
            order by k.created_at desc, k.key_id desc
            limit @take
            """;
        var parameters = new
        {
            caller.Operator,
            mine = caller.Programs?.ToArray(),
            after = page.After,
            take = page.Limit + 1
        };
        var rows = await session.Run((connection, transaction, token) => connection.QueryAsync<KeyRow>(
            new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), ct);
        return page.Of([.. rows.Select(row => row.ToView())], key => key.Id);
    }

    public async Task<bool> Revoke(Caller caller, string id, CancellationToken ct)
    {
        const string sql = """
            update api_key k
            set revoked_at = coalesce(k.revoked_at, @now)
            from operator o
            where k.key_id = @id and o.operator_number = k.operator_number
                and (@Operator::text is null or o.code = @Operator)
                and (@mine::text[] is null or k.programs <@ @mine)
            returning o.code, k.revoked_at = @now
            """;
        var parameters = new { id, caller.Operator, mine = caller.Programs?.ToArray(), now = clock.GetUtcNow() };
        var (owner, isNew) = await session.Run(
            (connection, transaction, token) => connection.QuerySingleOrDefaultAsync<(string?, bool)>(
                new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), ct);
        if (owner is null)
        {
            return false;
        }

        if (isNew)
        {
            await audit.Add("key", id, owner, new { revoked = false }, new { revoked = true }, ct);
        }

        return true;
    }

    public async Task<Result<CreatedKey>?> Rotate(
        Caller caller, string id, Func<KeyView, bool> mayGive, DateTimeOffset until, DateTimeOffset? expiresAt,
        CancellationToken ct)
    {
        const string sql = """
            select k.key_id as Id, k.name as Name, o.code as Operator, k.scopes as Scopes, k.programs as Programs,
                k.created_at as CreatedAt, k.expires_at as ExpiresAt, k.rotated_at as RotatedAt
            from api_key k
            join operator o using (operator_number)
            where k.key_id = @id and (@Operator::text is null or o.code = @Operator)
                and (@mine::text[] is null or k.programs <@ @mine)
                and k.revoked_at is null and (k.expires_at is null or k.expires_at > @now)
            for update of k
            """;
        const string shortenSql = "update api_key set expires_at = @end, rotated_at = @now where key_id = @id";
        var parameters = new { id, caller.Operator, mine = caller.Programs?.ToArray(), now = clock.GetUtcNow() };
        var row = await session.Run((connection, transaction, token) => connection.QuerySingleOrDefaultAsync<KeyRow>(
            new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), ct);
        if (row?.ToView() is not { } old)
        {
            return null;
        }

        if (!mayGive(old))
        {
            return Declines.Forbidden;
        }

        if (row.RotatedAt is not null)
        {
            return Declines.AlreadyRotated;
        }

        var end = old.ExpiresAt is { } earlier && earlier < until ? earlier : until;
        await session.Run((connection, transaction, token) => connection.ExecuteAsync(
            new CommandDefinition(shortenSql, new { id, end, parameters.now }, transaction, cancellationToken: token)), ct);
        await audit.Add(
            "key", id, old.Operator, new { old.ExpiresAt }, new { ExpiresAt = end, rotated = true }, ct);
        return (await Add(
            new(old.Name, old.Operator, old.Scopes, old.Programs.Codes, expiresAt ?? old.ExpiresAt), ct))!;
    }

    public async Task<IReadOnlyDictionary<string,
        string>> OperatorsOf(IReadOnlyList<string> programs, CancellationToken ct)
    {
        const string sql = """
            select p.code as Program, o.code as Operator
            from program p
            join operator o using (operator_number)
            where p.code = any(@programs)
            """;
        var rows = await session.Run(
            (connection, transaction, token) => connection.QueryAsync<(string Program, string Operator)>(
            new CommandDefinition(sql, new { programs = programs.ToArray() }, transaction, cancellationToken: token)),
                ct);
        return rows.ToDictionary(row => row.Program, row => row.Operator);
    }

    public async Task<(string Id, Caller Caller)?> Authenticate(string key, CancellationToken ct)
    {
        // What can be no key asks nobody: anyone may send that.
        return IdOf(key) is { } id && await lookup.Find(id).WaitAsync(ct) is { } found ? CallerOf(key, found) : null;
    }

    public (string Id, Caller Caller)? Recall(string key) =>
        IdOf(key) is { } id && lookup.Recall(id) is { } known ? CallerOf(key, known) : null;

    public async Task<bool> IsValid(string id, CancellationToken ct) =>
        await lookup.Find(id).WaitAsync(ct) is not null;

    /// <summary>
    /// Writes when keys were last used: an older time than the stored one changes nothing, nor does a use that was
    /// refused.
    /// </summary>
    public Task<int> Touch(IReadOnlyDictionary<string, DateTimeOffset> lastUsed, CancellationToken ct)
    {
        const string sql = """
            update api_key k
            set last_used_at = q.used_at
            from unnest(@ids, @times) as q (key_id, used_at)
            where k.key_id = q.key_id and (k.last_used_at is null or k.last_used_at < q.used_at)
                and (k.revoked_at is null or k.revoked_at > q.used_at)
                and (k.expires_at is null or k.expires_at > q.used_at)
            """;
        var parameters = new { ids = lastUsed.Keys.ToArray(), times = lastUsed.Values.ToArray() };
        return session.Run((connection, transaction, token) => connection.ExecuteAsync(
            new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), ct);
    }

    static string? IdOf(string key) =>
        key.Split('_', 3) is ["lk", { Length: 2 * IdBytes } id, _] && id.All(char.IsAsciiHexDigitLower) ? id : null;

    static (string Id, Caller Caller)? CallerOf(string key, ValidKeyRow found) =>
        CryptographicOperations.FixedTimeEquals(Hash(key), found.SecretHash)
            ? (found.Id, new(found.Name, found.Operator, found.Programs, found.Scopes))
            : null;

    /// <summary>The secret has 256 random bits: a plain hash can't be guessed back.</summary>
    static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
