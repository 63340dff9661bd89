using Loyalty.Domain;

namespace Loyalty.Application.Ports;

/// <summary>
/// One database transaction around a change that is not an account's: all of it is stored or nothing, together with
/// its outcome when the request has an idempotency key.
/// </summary>
public interface IUnitOfWork
{
    /// <summary>A decline stores nothing but itself; a request seen before gets its recorded outcome again.</summary>
    Task<Result<T>> Run<T>(Func<Task<Result<T>>> work, CancellationToken ct);
}

/// <summary>An answer that tells about a member, and therefore goes when the member is erased.</summary>
public interface IAboutMember
{
    int Number { get; }
}

/// <summary>An answer with a secret that is told once: a recorded one has it no more.</summary>
public interface ITellsOnce<T>
{
    T WithoutSecret();
}
