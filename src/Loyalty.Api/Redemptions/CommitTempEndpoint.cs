using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Redemptions;

namespace Loyalty.Api.Redemptions;

sealed class CommitTempEndpoint : CallEndpoint<CommitBody>
{
    public override void Configure()
    {
        Post("/v1/redemptions/{id}/commit");
        Permissions(Scope.Redeem);
        Document(new()
        {
            Id = nameof(CommitTemp),
            LoadsAccount = true,
            Summary = "Take what a hold set aside, or part of it.",
            Scope = Scope.Redeem,
            Body = typeof(CommitBody),
            Answer = typeof(RedemptionAnswer),
            Idempotency = IdempotencyRule.Required,
            Problems =
            [
                (404, "transaction_not_found"), (409, "already_committed"), (409, "already_rolled_back"),
                (409, "hold_timed_out"), (422, "exceeds_hold"),
            ],
        });
    }

    protected override CommitBody WithoutBody => new();

    protected override Task Handle(CommitBody body, CancellationToken ct) => Answer(
        new CommitTemp(Route<string>("id")!, body.Points), StatusCodes.Status200OK,
        receipt => RedemptionAnswer.Of(receipt, HttpContext), ct);
}
