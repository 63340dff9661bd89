using FastEndpoints;
using System.ComponentModel.DataAnnotations;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Keys;

namespace Loyalty.Api.Keys;

/// <summary>An API key to make.</summary>
public sealed record KeyBody
{
    /// <summary>Kept over rotation: it names who performed a transaction, and scopes idempotency keys.</summary>
    [Required]
    public string? Name { get; init; }

    /// <summary>
    /// Of read, accrue, redeem, cancel, members, export, manage, skip_code (for validation codes, which are to come);
    /// none that the asking key lacks.
    /// </summary>
    [Required]
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Codes of programs, or "all" of the operator's.</summary>
    [Required]
    public KeyPrograms? Programs { get; init; }

    /// <summary>Absent: the asking key's operator, or that of the programs.</summary>
    public string? Operator { get; init; }

    /// <summary>Absent: it ends when it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

sealed class CreateKeyEndpoint : CallEndpoint<KeyBody>
{
    protected override Call Call => new(Http.POST, "/v1/keys", nameof(CreateKey))
    {
        Summary = "Make an API key; its secret is told this once.",
        Scope = Scope.Manage,
        Answers = AnswerForm.Created<CreatedKey>(),
        Body = typeof(KeyBody),
        Idempotency = IdempotencyRule.Optional,
        Problems = [.. Call.NotFound("program_not_found")],
    };

    protected override Task<CallAnswer> Handle(KeyBody body, CancellationToken ct) => Answer(
        new CreateKey(body.Name, body.Scopes, body.Programs, body.Operator, body.ExpiresAt), ct);
}
