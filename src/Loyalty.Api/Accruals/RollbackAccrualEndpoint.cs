using Loyalty.Api.Calls;
using Loyalty.Api.Redemptions;
using Loyalty.Application;
using Loyalty.Application.Accruals;

namespace Loyalty.Api.Accruals;

sealed class RollbackAccrualEndpoint : CallEndpoint<RollbackBody>
{
    public override void Configure()
    {
        Post("/v1/accruals/{id}/rollback");
        Permissions(Scope.Accrue);
        Document(new()
        {
            Id = nameof(RollbackAccrual),
            LoadsAccount = true,
            Summary = "End a temporary accrual as if it had never been.",
            Scope = Scope.Accrue,
            Body = typeof(RollbackBody),
            Answer = typeof(AccrualReceipt),
            Idempotency = IdempotencyRule.Required,
            Problems =
            [
                (404, "transaction_not_found"), (409, "already_committed"), (409, "already_rolled_back"),
                (409, "hold_timed_out"),
            ],
        });
    }

    protected override RollbackBody WithoutBody => new();

    protected override Task Handle(RollbackBody body, CancellationToken ct) =>
        Answer(new RollbackAccrual(Route<string>("id")!, body.Reason), StatusCodes.Status200OK, ct);
}
