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

    /// <summary>Above zero, at most 10^14, with at most the currency's decimals.</summary>
    [Required]
    public Points? Points { get; init; }

    /// <summary>Absent: the program's default one.</summary>
    public string? PointsCurrency { get; init; }

    /// <summary>Absent: as the program's expiry policy says.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Past: the points are spendable at once. Absent: as the program's expiry policy says.</summary>
    public DateTimeOffset? AvailableAt { get; init; }

    /// <summary>Makes the accrual temporary: its points are pending until a commit.</summary>
    public TemporaryInput? Pending { get; init; }

    /// <summary>purchase, bonus, referral, activity or manual.</summary>
    public string? Reason { get; init; }

    /// <summary>Your own id of this accrual: unique per account, for ever.</summary>
    public string? ExternalId { get; init; }

    /// <summary>When it happened, by your clock; absent: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    public string? OrderRef { get; init; }

    public LocationInput? Location { get; init; }

    /// <summary>At most 255 characters; erased with the member.</summary>
    public string? Description { get; init; }

    /// <summary>A JSON object of at most 4 KiB; erased with the member.</summary>
    public Metadata? Metadata { get; init; }

    public AccruePoints ToCommand(string program) => new(
        program, Member, PointsCurrency, Points, AvailableAt, ExpiresAt,
        new()
        {
            Reason = Reason,
            ExternalId = ExternalId,
            OccurredAt = OccurredAt,
            OrderRef = OrderRef,
            Location = Location,
            Description = Description,
            Metadata = Metadata,
        },
        Pending);
}

sealed class AccruePointsEndpoint : CallEndpoint<AccrualBody>
{
    public override void Configure()
    {
        Post("/v1/programs/{program}/accruals");
        Permissions(Scope.Accrue);
        Document(new()
        {
            Id = nameof(AccruePoints),
            LoadsAccount = true,
            Summary = "Add points to a member's account: a new lot.",
            Scope = Scope.Accrue,
            Body = typeof(AccrualBody),
            Answer = typeof(AccrualReceipt),
            Status = StatusCodes.Status201Created,
            Idempotency = IdempotencyRule.Required,
            Problems = [(404, "member_not_found"), (409, "external_id_taken"), (422, "limit_reached"),
                (422, "account_closed")],
        });
    }

    protected override Task Handle(AccrualBody body, CancellationToken ct) =>
        Answer(body.ToCommand(Program), StatusCodes.Status201Created, ct);
}
