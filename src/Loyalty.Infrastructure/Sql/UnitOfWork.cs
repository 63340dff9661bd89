using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;

namespace Loyalty.Infrastructure.Sql;

/// <summary>One transaction, which all repositories of the request join.</summary>
public sealed class UnitOfWork(DatabaseSession session, RequestContext request, AnswerFacts answer) : IUnitOfWork
{
    public Task<Result<T>> Run<T>(Func<Task<Result<T>>> work, CancellationToken ct) => InTransaction(
        async () =>
        {
            var result = await work();
            return (result, Keep: result.IsOk);
        },
        ct);

    /// <summary>The work says itself whether it is kept.</summary>
    /// <exception cref="InvalidOperationException">The call said that it loads an account, which would have confirmed
    /// the caller's key, and changes something else first.</exception>
    internal Task<T> InTransaction<T>(Func<Task<(T Result, bool Keep)>> work, CancellationToken ct) =>
        request.KeyToConfirm is null || answer.HasConfirmedKey
            ? session.InTransaction(work, ct)
            : throw new InvalidOperationException("Nothing is changed for a key that is not confirmed.");
}
