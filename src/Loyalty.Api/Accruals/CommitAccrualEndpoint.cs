using Loyalty.Api.Calls;
using Loyalty.Api.Redemptions;
using Loyalty.Application;
using Loyalty.Application.Accruals;

namespace Loyalty.Api.Accruals;

sealed class CommitAccrualEndpoint : CallEndpoint<CommitBody>
{
    public override void Configure()
    {
        Post("/v1/accruals/{id}/commit");
        Permissions(Scope.Accrue);
        Document(new()
        {
            Id = nameof(CommitAccrual),
            LoadsAccount = true,
            Summary = "Make the points of a temporary accrual the member's, all or part.",
            Scope = Scope.Accrue,
            Body = typeof(CommitBody),
            Answer = typeof(AccrualReceipt),
            Idempotency = IdempotencyRule.Required,
            Problems =
            [
                (404, "transaction_not_found"), (409, "already_committed"), (409, "already_rolled_back"),
                (409, "hold_timed_out"), (422, "exceeds_hold"),
            ],
        });
    }

    protected override CommitBody WithoutBody => new();

    protected override Task Handle(CommitBody body, CancellationToken ct) =>
        Answer(new CommitAccrual(Route<string>("id")!, body.Points), StatusCodes.Status200OK, ct);
}
