using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accruals;
using Loyalty.Domain;

namespace Loyalty.Api.Accruals;

/// <summary>What to take of a temporary accrual.</summary>
public sealed record AccrualCommitBody
{
    /// <summary>Absent: all of it. The rest is dropped.</summary>
    public Points? Points { get; init; }
}

sealed class CommitAccrualEndpoint : CallEndpoint<AccrualCommitBody>
{
    protected override Call Call => new(Http.POST, "/v1/accruals/{id}/commit", nameof(CommitAccrual))
    {
        Summary = "Make the points of a temporary accrual the member's, all or part.",
        Scope = Scope.Accrue,
        Answers = AnswerForm.Ok<AccrualReceipt>(),
        Body = typeof(AccrualCommitBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Required,
        Problems =
        [
            .. Call.NotFound("transaction_not_found"),
            .. Call.Conflict("already_committed", "already_rolled_back", "hold_timed_out"),
            .. Call.Refused(["exceeds_hold"]),
        ],
    };

    protected override AccrualCommitBody WithoutBody => new();

    protected override Task<CallAnswer> Handle(AccrualCommitBody body, CancellationToken ct) => OfTransaction(
        id => Answer(new CommitAccrual(id, body.Points), ct));
}
