using Loyalty.Application.Pipeline;
using Loyalty.Domain;

namespace Loyalty.Application.Ports;

/// <summary>
/// One database transaction around a change that is not an account's: all of it is stored or nothing.
/// </summary>
public interface IUnitOfWork
{
    /// <summary>A decline undoes what was done.</summary>
    Task<Result<T>> Run<T>(Func<Task<Result<T>>> work, CancellationToken ct);
}

/// <summary>
/// Outcomes of requests that are not about one account, recorded under the request's idempotency key in the transaction
/// of the change itself.
/// </summary>
public interface IRecordedOutcomes
{
    /// <summary>
    /// Does the work in a unit of work, once for each key: a request seen before gets its recorded outcome again. A
    /// decline stores nothing but itself. Without a key the work is done each time.
    /// </summary>
    Task<Result<T>> Once<T>(IIdempotent command, Func<Task<Result<T>>> work, CancellationToken ct);
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
