using Loyalty.Application.Keys;
using Loyalty.Domain;

namespace Loyalty.Application.Ports;

/// <summary>API keys; secrets are stored hashed alone.</summary>
public interface IApiKeys
{
    /// <summary>
    /// Stores a new key and returns it with its secret, which nothing can tell again; null: no such operator.
    /// </summary>
    Task<CreatedKey?> Add(NewKey key, CancellationToken ct);

    Task<Page<KeyView>> Page(Caller caller, PageRequest page, CancellationToken ct);

    /// <summary>False when the caller has no such key. Revoking twice changes nothing.</summary>
    Task<bool> Revoke(Caller caller, string id, CancellationToken ct);

    /// <summary>
    /// Stores a new key with the name and the rights of another, which ends after <paramref name="overlap"/> at the
    /// latest; null: the caller has no such key, or it has ended.
    /// </summary>
    /// <param name="mayGive">Whether the caller may give a key with the old one's rights; if not, nothing is
    /// changed.</param>
    /// <param name="expiresAt">Null: when the old one was to expire.</param>
    Task<Result<CreatedKey>?> Rotate(
        Caller caller, string id, Func<KeyView, bool> mayGive, TimeSpan overlap, DateTimeOffset? expiresAt,
        CancellationToken ct);

    /// <summary>Which of these program codes exist, with their operators.</summary>
    Task<IReadOnlyDictionary<string, string>> OperatorsOf(IReadOnlyList<string> programs, CancellationToken ct);
}

/// <summary>Tells whose a key is.</summary>
public interface IKeyAuthentication
{
    /// <summary>Whose key this is, and its id; null when it is nobody's, revoked or expired.</summary>
    Task<(string Id, Caller Caller)?> Authenticate(string key, CancellationToken ct);

    /// <summary>
    /// The same from memory, for a key that has been valid; whether it still is, has to be asked before anything is
    /// answered. Null when it is not remembered.
    /// </summary>
    (string Id, Caller Caller)? Recall(string key);

    /// <summary>False when the key has been revoked or has expired.</summary>
    Task<bool> IsValid(string id, CancellationToken ct);
}

/// <summary>Remembers when keys are used; no request waits for it.</summary>
public interface IKeyUsage
{
    void Used(string keyId);
}

/// <summary>A key to be made; <paramref name="Programs"/> null means all of its operator's.</summary>
public sealed record NewKey(
    string Name, string Operator, IReadOnlyList<string> Scopes, IReadOnlyList<string>? Programs,
        DateTimeOffset? ExpiresAt);
