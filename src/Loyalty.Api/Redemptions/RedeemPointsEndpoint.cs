using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Api.Redemptions;

sealed class RedeemPointsEndpoint : CallEndpoint<RedemptionBody>
{
    public override void Configure()
    {
        Post("/v1/programs/{program}/redemptions");
        Permissions(Scope.Redeem);
        Document(new()
        {
            Id = nameof(RedeemPoints),
            LoadsAccount = true,
            Summary = "Spend points at once, or set them aside (hold) until a commit takes them.",
            Scope = Scope.Redeem,
            Body = typeof(RedemptionBody),
            Answer = typeof(RedemptionAnswer),
            Status = StatusCodes.Status201Created,
            Idempotency = IdempotencyRule.Required,
            Problems =
            [
                (404, "member_not_found"), (404, "not_found"), (409, "external_id_taken"),
                .. Declines.RedemptionOrder.Select(code => (422, code)),
            ],
        });
    }

    protected override Task Handle(RedemptionBody body, CancellationToken ct) => Answer(
        new RedeemPoints(Program, body.Member, body.PointsCurrency, body.Points, body.Type, body.Particulars(),
            body.Hold),
        StatusCodes.Status201Created,
        receipt => RedemptionAnswer.Of(receipt, HttpContext),
        ct);
}
