using FastEndpoints;
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

    /// <summary>Your own id of this adjustment: unique per account among its kind, for ever.</summary>
    public string? ExternalId { get; init; }

    /// <summary>A JSON object of at most 4 KiB; erased with the member.</summary>
    public Metadata? Metadata { get; init; }

    internal AdjustmentInput Input() => new()
    {
        Points = Points,
        Reason = Reason,
        CountsAsEarned = CountsAsEarned,
        Particulars = new() { ExternalId = ExternalId, Metadata = Metadata },
    };
}

sealed class AdjustPointsEndpoint : CallEndpoint<AdjustmentBody>
{
    protected override Call Call => new(Http.POST, "/v1/programs/{program}/adjustments", nameof(AdjustPoints))
    {
        Summary = "Correct a member's balance, up or down.",
        Scope = Scope.Manage,
        Answers = AnswerForm.Created<AccrualReceipt>(),
        Body = typeof(AdjustmentBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Required,
        Problems =
        [
            .. Call.NotFound("member_not_found", "not_found"),
            .. Call.Conflict("external_id_taken"),
            .. Call.Refused(["account_closed", "insufficient_points", "limit_reached"]),
        ],
    };

    protected override Task<CallAnswer> Handle(AdjustmentBody body, CancellationToken ct) => Answer(
        new AdjustPoints(new(Program, body.Member, body.PointsCurrency), body.Input()), ct);
}
