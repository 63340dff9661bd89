using FastEndpoints;
using System.ComponentModel.DataAnnotations;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Json;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Domain;

namespace Loyalty.Api.Accruals;

/// <summary>Points to add to a member's account.</summary>
public record AccrualBody
{
    [Required]
    public MemberInput? Member { get; init; }

    /// <summary>
    /// Above zero, at most 10^14, with at most the currency's decimals; may be absent where a promotion fixes them.
    /// </summary>
    public Points? Points { get; init; }

    /// <summary>Absent: the program's default one.</summary>
    public string? PointsCurrency { get; init; }

    /// <summary>
    /// Id of the promotion that they are earned by, whose rules multiply the points or set them.
    /// </summary>
    public string? PromotionId { get; init; }

    /// <summary>Absent: as the program's expiry policy says.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Past: the points are spendable at once. Absent: as the program's expiry policy says.</summary>
    public DateTimeOffset? AvailableAt { get; init; }

    /// <summary>Makes the accrual temporary: its points are pending until a commit.</summary>
    public TemporaryInput? Pending { get; init; }

    /// <summary>purchase, bonus, referral, activity or manual.</summary>
    public string? Reason { get; init; }

    /// <summary>Your own id of this accrual: unique per account among its kind, for ever.</summary>
    public string? ExternalId { get; init; }

    /// <summary>When it happened, by your clock; absent: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    public string? OrderRef { get; init; }

    public LocationInput? Location { get; init; }

    /// <summary>At most 255 characters; erased with the member.</summary>
    public string? Description { get; init; }

    /// <summary>A JSON object of at most 4 KiB; erased with the member.</summary>
    public Metadata? Metadata { get; init; }

    internal AccruePoints ToCommand(string program) => new(
        new(program, Member, PointsCurrency),
        new()
        {
            Points = Points,
            PromotionId = PromotionId,
            AvailableAt = AvailableAt,
            ExpiresAt = ExpiresAt,
            Pending = Pending,
            Particulars = new()
            {
                Reason = Reason,
                ExternalId = ExternalId,
                OccurredAt = OccurredAt,
                OrderRef = OrderRef,
                Location = Location,
                Description = Description,
                Metadata = Metadata,
            },
        });
}

sealed class AccruePointsEndpoint : CallEndpoint<AccrualBody>
{
    protected override Call Call => new(Http.POST, "/v1/programs/{program}/accruals", nameof(AccruePoints))
    {
        Summary = "Add points to a member's account: a new lot.",
        Scope = Scope.Accrue,
        Answers = AnswerForm.Created<AccrualReceipt>(),
        Body = typeof(AccrualBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Required,
        Problems =
        [
            .. Call.NotFound("member_not_found", "promotion_not_found"),
            .. Call.Conflict("external_id_taken"),
            .. Call.Refused(["limit_reached", "account_closed", "points_required", "below_minimum",
                "promotion_amount_mismatch", "not_eligible"]),
        ],
    };

    protected override Task<CallAnswer> Handle(AccrualBody body, CancellationToken ct) =>
        Answer(body.ToCommand(Program), ct);
}
