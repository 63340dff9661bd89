using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Keys;

/// <summary>
/// Makes a key that takes the place of another: of the same name and rights, so that idempotency keys go on meaning the
/// same. The old one works until the overlap has passed.
/// </summary>
/// <param name="OverlapSeconds">Absent: an hour.</param>
/// <param name="ExpiresAt">Absent: when the old one was to expire.</param>
public sealed record RotateKey(string Id, int? OverlapSeconds, DateTimeOffset? ExpiresAt)
    : IRequest<Result<CreatedKey>>, IIdempotent;

public sealed class RotateKeyValidator : AbstractValidator<RotateKey>
{
    const int MaxOverlapSeconds = 30 * 24 * 60 * 60;

    public RotateKeyValidator() =>
        RuleFor(command => command.OverlapSeconds).Within(0, MaxOverlapSeconds);
}

public sealed class RotateKeyHandler(
    IRecordedOutcomes outcomes, IApiKeys keys, RequestContext request, TimeProvider clock)
    : IRequestHandler<RotateKey, Result<CreatedKey>>
{
    static readonly TimeSpan UsualOverlap = TimeSpan.FromHours(1);

    public Task<Result<CreatedKey>> Handle(RotateKey command, CancellationToken ct) => outcomes.Once(
        command,
        async () =>
        {
            // Not for the validator: a repeat is answered as at first, whatever the time is by then.
            if (command.ExpiresAt <= clock.GetUtcNow())
            {
                return FieldCodes.InThePast.Decline("expires_at");
            }

            var overlap = command.OverlapSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : UsualOverlap;
            return await keys.Rotate(
                request.Caller, command.Id, key => !key.Scopes.Except(request.Caller.Scopes).Any(), overlap,
                command.ExpiresAt, ct) ?? Declines.KeyNotFound;
        },
        ct);
}
