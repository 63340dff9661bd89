using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Pipeline;

/// <summary>A command whose outcome is recorded under the request's Idempotency-Key, when it has one.</summary>
public interface IIdempotent;

/// <summary>A command that moves points, and must have a key.</summary>
public interface IMovesPoints : IIdempotent;

/// <summary>
/// Demands the key. The look-up and the recording are the account store's and the recorded outcomes': only there can
/// they be one with what the command changes.
/// </summary>
public sealed class IdempotencyBehavior<TRequest, TResponse>(RequestContext context)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IIdempotent
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken ct, RequestHandlerDelegate<TResponse> next) =>
        context.IdempotencyKey switch
        {
            null when request is IMovesPoints => TResponse.From(Declines.IdempotencyKeyRequired),
            { Decline: { } decline } => TResponse.From(decline),
            _ => await next(),
        };
}
