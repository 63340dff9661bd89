using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Redemptions;

namespace Loyalty.Api.Redemptions;

sealed class GetRedemptionEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Get("/v1/redemptions/{id}");
        Permissions(Scope.Read);
        Document(new()
        {
            Id = nameof(GetRedemption),
            Summary = "A redemption as it stands now.",
            Scope = Scope.Read,
            Answer = typeof(RedemptionAnswer),
            Problems = [(404, "transaction_not_found")],
        });
    }

    protected override Task Handle(CancellationToken ct) => Answer(
        new GetRedemption(Route<string>("id")!), StatusCodes.Status200OK,
        receipt => RedemptionAnswer.Of(receipt, HttpContext), ct);
}
