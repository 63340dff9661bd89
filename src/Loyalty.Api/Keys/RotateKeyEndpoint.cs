using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Keys;

namespace Loyalty.Api.Keys;

/// <summary>How a key is taken over by its successor.</summary>
public sealed record RotationBody
{
    /// <summary>How long the old key still works: 0 to 2592000; absent: an hour.</summary>
    public int? OverlapSeconds { get; init; }

    /// <summary>When the new key expires; absent: when the old one was to.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

sealed class RotateKeyEndpoint : CallEndpoint<RotationBody>
{
    protected override RotationBody WithoutBody => new();

    protected override Call Call => new(Http.POST, "/v1/keys/{id}/rotate", nameof(RotateKey))
    {
        Summary = "Make a key that takes another's place; both work for a while.",
        Scope = Scope.Manage,
        Answers = AnswerForm.Created<CreatedKey>(),
        Body = typeof(RotationBody),
        Idempotency = IdempotencyRule.Optional,
        Problems =
        [
            .. Call.NotFound("not_found"),
            .. Call.Conflict("already_rotated"),
        ],
    };

    protected override Task<CallAnswer> Handle(RotationBody body, CancellationToken ct) => Answer(
        new RotateKey(Route<string>("id")!, body.OverlapSeconds, body.ExpiresAt), ct);
}
