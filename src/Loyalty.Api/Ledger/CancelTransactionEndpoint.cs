using FastEndpoints;
using System.ComponentModel.DataAnnotations;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;
using Loyalty.Domain;

namespace Loyalty.Api.Ledger;

/// <summary>What to give back or to take back, and why.</summary>
public sealed record CancelBody
{
    /// <summary>Absent: all that is left to cancel.</summary>
    public Points? Points { get; init; }

    /// <summary>Kept with the transaction; at most 255 characters.</summary>
    [Required]
    public string? Reason { get; init; }

    /// <summary>
    /// Also after the program's window has closed, or when what it gave was used or is held: which takes scope manage.
    /// </summary>
    public bool Force { get; init; }
}

sealed class CancelTransactionEndpoint : CallEndpoint<CancelBody>
{
    protected override Call Call => new(Http.POST, "/v1/transactions/{id}/cancel", nameof(CancelTransaction))
    {
        Summary = "Give back a redemption or take back an accrual, whole or in part.",
        Scope = Scope.Cancel,
        Answers = AnswerForm.Ok<CancellationReceipt>(),
        Body = typeof(CancelBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Required,
        Problems =
        [
            .. Call.NotFound("transaction_not_found"),
            .. Call.Conflict("already_cancelled", "already_rolled_back", "hold_timed_out", "not_cancellable",
                "cancellation_window_closed", "coupon_held"),
            .. Call.Refused(["account_closed", "limit_reached", "exceeds_cancellable", "accrual_already_spent"]),
        ],
    };

    protected override Task<CallAnswer> Handle(CancelBody body, CancellationToken ct) => OfTransaction(
        id => Answer(new CancelTransaction(id, body.Points, body.Reason, body.Force), ct));
}
