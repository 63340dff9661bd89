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

    public RotateKeyValidator(TimeProvider clock)
    {
        RuleFor(command => command.OverlapSeconds).Within(0, MaxOverlapSeconds);
        RuleFor(command => command.ExpiresAt).Must(time => time is null || time > clock.GetUtcNow())
            .WithErrorCode("in_the_past").WithMessage("Must lie in the future.");
    }
}

public sealed class RotateKeyHandler(
    IUnitOfWork transaction, IApiKeys keys, RequestScope scope, TimeProvider clock)
    : IRequestHandler<RotateKey, Result<CreatedKey>>
{
    static readonly TimeSpan UsualOverlap = TimeSpan.FromHours(1);

    public Task<Result<CreatedKey>> Handle(RotateKey command, CancellationToken ct) => transaction.Run(
        async () =>
        {
            var overlap = command.OverlapSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : UsualOverlap;
            return await keys.Rotate(scope.Caller, command.Id, key => !key.Scopes.Except(scope.Caller.Scopes).Any(),
                clock.GetUtcNow() + overlap, command.ExpiresAt, ct) ?? Declines.KeyNotFound;
        },
        ct);
}
