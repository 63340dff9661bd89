using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Keys;

/// <summary>Ends an API key, for the very next request on every instance.</summary>
public sealed record RevokeKey(string Id) : IRequest<Result<Done>>;

public sealed class RevokeKeyHandler(IUnitOfWork transaction, IApiKeys keys, RequestScope scope)
    : IRequestHandler<RevokeKey, Result<Done>>
{
    public Task<Result<Done>> Handle(RevokeKey command, CancellationToken ct) => transaction.Run<Done>(
        async () => await keys.Revoke(scope.Caller, command.Id, ct) ? Done.Instance : Declines.KeyNotFound, ct);
}
