using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Api.Redemptions;

/// <summary>What to take of a hold.</summary>
public sealed record CommitBody
{
    /// <summary>Absent: all of it. The rest returns.</summary>
    public Points? Points { get; init; }
}

sealed class CommitTempEndpoint : CallEndpoint<CommitBody>
{
    protected override Call Call => new(Http.POST, "/v1/redemptions/{id}/commit", nameof(CommitTemp))
    {
        Summary = "Take what a hold set aside, or part of it.",
        Scope = Scope.Redeem,
        Answers = AnswerForm.Ok<RedemptionReceipt>(),
        Body = typeof(CommitBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Required,
        Problems =
        [
            .. Call.NotFound("transaction_not_found"),
            .. Call.Conflict("already_committed", "already_rolled_back", "hold_timed_out"),
            .. Call.Refused(["exceeds_hold", "points_mismatch", "below_minimum"]),
        ],
    };

    protected override CommitBody WithoutBody => new();

    protected override Task<CallAnswer> Handle(CommitBody body, CancellationToken ct) => OfTransaction(
        id => Answer(new CommitTemp(id, body.Points), receipt => receipt.Said(HttpContext), ct));
}
