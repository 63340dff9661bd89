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

    /// <summary>Also after the program's window has closed, which takes scope manage. Nothing else gives way.</summary>
    public bool Force { get; init; }
}

sealed class CancelTransactionEndpoint : CallEndpoint<CancelBody>
{
    public override void Configure()
    {
        Post("/v1/transactions/{id}/cancel");
        Permissions(Scope.Cancel);
        Document(new()
        {
            Id = nameof(CancelTransaction),
            LoadsAccount = true,
            Summary = "Give back a redemption or take back an accrual, whole or in part.",
            Scope = Scope.Cancel,
            Body = typeof(CancelBody),
            Answer = typeof(CancellationReceipt),
            Idempotency = IdempotencyRule.Required,
            Problems =
            [
                (404, "transaction_not_found"), (409, "already_cancelled"), (409, "already_rolled_back"),
                (409, "hold_timed_out"), (409, "not_cancellable"), (409, "cancellation_window_closed"),
                (422, "account_closed"), (422, "limit_reached"), (422, "exceeds_cancellable"),
                (422, "accrual_already_spent"),
            ],
        });
    }

    protected override Task Handle(CancelBody body, CancellationToken ct) => Answer(
        new CancelTransaction(Route<string>("id")!, body.Points, body.Reason, body.Force), StatusCodes.Status200OK, ct);
}
