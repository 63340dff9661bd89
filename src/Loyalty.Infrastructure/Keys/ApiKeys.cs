using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Loyalty.Application;
using Loyalty.Application.Keys;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Keys;

/// <summary>
/// API keys in PostgreSQL: "lk_", the key's id, "_" and 256 random bits, of which only a hash is stored.
/// </summary>
public sealed class ApiKeys(DatabaseSession session, Audit audit, TimeProvider clock) : IApiKeys
{
    const string Prefix = "lk_";
    const int SecretBytes = 32;

    /// <summary>Twice as many characters in a key's id.</summary>
    internal const int IdBytes = 9;

    public Task<CreatedKey?> Add(NewKey key, CancellationToken ct) => Add(key, line: null, ct);

    /// <param name="line">The line of rotation that the key goes on with; null: it begins one.</param>
    async Task<CreatedKey?> Add(NewKey key, string? line, CancellationToken ct)
    {
        const string sql = """
            insert into api_key (
                key_id, line, operator_number, name, secret_hash, md5_form_hash, scopes, programs, created_at,
                expires_at)
            select @id, @line, operator_number, @Name, @hash, @md5FormHash, @scopes, @programs, @now, @ExpiresAt
            from operator
            where code = @Operator
            returning key_id
            """;
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        var parameters = new
        {
            id,
            line = line ?? id,
            key.Operator,
            key.Name,
            hash = Hash(secret),
            md5FormHash = Hash(Md5Form(secret)),
            scopes = key.Scopes.ToArray(),
            programs = key.Programs?.ToArray(),
            now = clock.GetUtcNow(),
            key.ExpiresAt,
        };
        var added = await session.QueryOne<string>(sql, parameters, ct);
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
        var rows = await session.Query<KeyRow>(sql, parameters, ct);
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
        var (owner, isNew) = await session.QueryOne<(string?, bool)>(sql, parameters, ct);
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
        Caller caller, string id, Func<KeyView, bool> mayGive, TimeSpan overlap, DateTimeOffset? expiresAt,
        CancellationToken ct)
    {
        const string sql = """
            select k.key_id as Id, k.name as Name, o.code as Operator, k.scopes as Scopes, k.programs as Programs,
                k.created_at as CreatedAt, k.expires_at as ExpiresAt, k.rotated_at as RotatedAt, k.line as Line
            from api_key k
            join operator o using (operator_number)
            where k.key_id = @id and (@Operator::text is null or o.code = @Operator)
                and (@mine::text[] is null or k.programs <@ @mine)
                and k.revoked_at is null and (k.expires_at is null or k.expires_at > @now)
            for update of k
            """;
        const string shortenSql = "update api_key set expires_at = @end, rotated_at = @now where key_id = @id";
        var parameters = new { id, caller.Operator, mine = caller.Programs?.ToArray(), now = clock.GetUtcNow() };
        var row = await session.QueryOne<KeyRow>(sql, parameters, ct);
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

        var until = parameters.now + overlap;
        var end = old.ExpiresAt is { } earlier && earlier < until ? earlier : until;
        await session.Execute(shortenSql, new { id, end, parameters.now }, ct);
        await audit.Add(
            "key", id, old.Operator, new { old.ExpiresAt }, new { ExpiresAt = end, rotated = true }, ct);
        return (await Add(
            new(old.Name, old.Operator, old.Scopes, old.Programs.Codes, expiresAt ?? old.ExpiresAt), row.Line, ct))!;
    }

    public async Task<IReadOnlyDictionary<string, string>> OperatorsOf(
        IReadOnlyList<string> programs, CancellationToken ct)
    {
        const string sql = """
            select p.code as Program, o.code as Operator
            from program p
            join operator o using (operator_number)
            where p.code = any(@programs)
            """;
        var rows =
            await session.Query<(string Program, string Operator)>(sql, new { programs = programs.ToArray() }, ct);
        return rows.ToDictionary(row => row.Program, row => row.Operator);
    }

    /// <summary>As clients of another contract send it instead of the secret: its md5 in hex.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "The form is that contract's; its hash alone is stored.")]
    static string Md5Form(string secret) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The secret has 256 random bits: a plain hash can't be guessed back.</summary>
    internal static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
