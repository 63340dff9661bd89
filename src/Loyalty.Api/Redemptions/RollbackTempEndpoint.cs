using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Redemptions;

namespace Loyalty.Api.Redemptions;

/// <summary>Why a hold is given up.</summary>
public sealed record RollbackBody
{
    /// <summary>Kept with the transaction; at most 255 characters.</summary>
    public string? Reason { get; init; }
}

sealed class RollbackTempEndpoint : CallEndpoint<RollbackBody>
{
    protected override Call Call => new(Http.POST, "/v1/redemptions/{id}/rollback", nameof(RollbackTemp))
    {
        Summary = "Give back what a hold set aside.",
        Scope = Scope.Redeem,
        Answers = AnswerForm.Ok<RedemptionReceipt>(),
        Body = typeof(RollbackBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Required,
        Problems =
        [
            .. Call.NotFound("transaction_not_found"),
            .. Call.Conflict("already_committed", "already_rolled_back", "hold_timed_out"),
        ],
    };

    protected override RollbackBody WithoutBody => new();

    protected override Task<CallAnswer> Handle(RollbackBody body, CancellationToken ct) => OfTransaction(
        id => Answer(new RollbackTemp(id, body.Reason), receipt => receipt.Said(HttpContext), ct));
}
