using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Json;
using Loyalty.Application.Members;
using Loyalty.Domain;

namespace Loyalty.Api.Accounts;

/// <summary>A correction, and why.</summary>
public sealed record AdjustmentBody
{
    [Required]
    public MemberInput? Member { get; init; }

    /// <summary>Signed, not zero: points to add, or with a minus sign to take.</summary>
    [Required, JsonConverter(typeof(SignedPointsConverter))]
    public Points? Points { get; init; }

    /// <summary>Absent: the program's default one.</summary>
    public string? PointsCurrency { get; init; }

    /// <summary>Kept with the transaction; at most 255 characters.</summary>
    [Required]
    public string? Reason { get; init; }

    /// <summary>Whether it changes what the member has earned in all; absent: it does.</summary>
    public bool CountsAsEarned { get; init; } = true;

    /// <summary>Your own id of this adjustment: unique per account, for ever.</summary>
    public string? ExternalId { get; init; }

    /// <summary>A JSON object of at most 4 KiB; erased with the member.</summary>
    public Metadata? Metadata { get; init; }
}

sealed class AdjustPointsEndpoint : CallEndpoint<AdjustmentBody>
{
    public override void Configure()
    {
        Post("/v1/programs/{program}/adjustments");
        Permissions(Scope.Manage);
        Document(new()
        {
            Id = nameof(AdjustPoints),
            LoadsAccount = true,
            Summary = "Correct a member's balance, up or down.",
            Scope = Scope.Manage,
            Body = typeof(AdjustmentBody),
            Answer = typeof(AccrualReceipt),
            Status = StatusCodes.Status201Created,
            Idempotency = IdempotencyRule.Required,
            Problems =
            [
                (404, "member_not_found"), (404, "not_found"), (409, "external_id_taken"), (422, "account_closed"),
                (422, "insufficient_points"), (422, "limit_reached"),
            ],
        });
    }

    protected override Task Handle(AdjustmentBody body, CancellationToken ct) => Answer(
        new AdjustPoints(Program, body.Member, body.PointsCurrency, body.Points, body.Reason, body.CountsAsEarned,
            new() { ExternalId = body.ExternalId, Metadata = body.Metadata }),
        StatusCodes.Status201Created,
        ct);
}
