using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Keys;

/// <summary>Ends an API key, for the very next request on every instance.</summary>
public sealed record RevokeKey(string Id) : IRequest<Result<Done>>;

public sealed class RevokeKeyHandler(IUnitOfWork work, IApiKeys keys, RequestContext request)
    : IRequestHandler<RevokeKey, Result<Done>>
{
    public Task<Result<Done>> Handle(RevokeKey command, CancellationToken ct) => work.Run<Done>(
        async () => await keys.Revoke(request.Caller, command.Id, ct) ? Done.Instance : Declines.KeyNotFound, ct);
}
