using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Redemptions;

namespace Loyalty.Api.Redemptions;

sealed class RollbackTempEndpoint : CallEndpoint<RollbackBody>
{
    public override void Configure()
    {
        Post("/v1/redemptions/{id}/rollback");
        Permissions(Scope.Redeem);
        Document(new()
        {
            Id = nameof(RollbackTemp),
            LoadsAccount = true,
            Summary = "Give back what a hold set aside.",
            Scope = Scope.Redeem,
            Body = typeof(RollbackBody),
            Answer = typeof(RedemptionAnswer),
            Idempotency = IdempotencyRule.Required,
            Problems =
            [
                (404, "transaction_not_found"), (409, "already_committed"), (409, "already_rolled_back"),
                (409, "hold_timed_out"),
            ],
        });
    }

    protected override RollbackBody WithoutBody => new();

    protected override Task Handle(RollbackBody body, CancellationToken ct) => Answer(
        new RollbackTemp(Route<string>("id")!, body.Reason), StatusCodes.Status200OK,
        receipt => RedemptionAnswer.Of(receipt, HttpContext), ct);
}
