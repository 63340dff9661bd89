using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accruals;

namespace Loyalty.Api.Accruals;

/// <summary>Why a temporary accrual is given up.</summary>
public sealed record AccrualRollbackBody
{
    /// <summary>Kept with the transaction; at most 255 characters.</summary>
    public string? Reason { get; init; }
}

sealed class RollbackAccrualEndpoint : CallEndpoint<AccrualRollbackBody>
{
    protected override Call Call => new(Http.POST, "/v1/accruals/{id}/rollback", nameof(RollbackAccrual))
    {
        Summary = "End a temporary accrual as if it had never been.",
        Scope = Scope.Accrue,
        Answers = AnswerForm.Ok<AccrualReceipt>(),
        Body = typeof(AccrualRollbackBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Required,
        Problems =
        [
            .. Call.NotFound("transaction_not_found"),
            .. Call.Conflict("already_committed", "already_rolled_back", "hold_timed_out"),
        ],
    };

    protected override AccrualRollbackBody WithoutBody => new();

    protected override Task<CallAnswer> Handle(AccrualRollbackBody body, CancellationToken ct) => OfTransaction(
        id => Answer(new RollbackAccrual(id, body.Reason), ct));
}
