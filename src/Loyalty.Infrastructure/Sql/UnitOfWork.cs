using Loyalty.Application.Ports;
using Loyalty.Domain;

namespace Loyalty.Infrastructure.Sql;

/// <summary>One transaction, which all repositories of the request join.</summary>
public sealed class UnitOfWork(DatabaseSession session) : IUnitOfWork
{
    public Task<Result<T>> Run<T>(Func<Task<Result<T>>> work, CancellationToken ct) => session.InTransaction(
        async () =>
        {
            var result = await work();
            return (result, Keep: result.IsOk);
        },
        ct);
}
