using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Redemptions;

namespace Loyalty.Api.Redemptions;

sealed class GetRedemptionsEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Get("/v1/programs/{program}/members/{ref}/redemptions");
        Permissions(Scope.Read);
        Document(new()
        {
            Id = nameof(GetRedemptions),
            Summary = "A member's redemptions as they stand now, newest first.",
            Scope = Scope.Read,
            Answer = typeof(Page<RedemptionAnswer>),
            Query =
            [
                new("points_currency", "Code of the points currency; the program's default one without."),
                new("status", "Only redemptions in this status: held lists the open holds."),
                new("external_id", "Only the redemption with this id of yours."),
                .. QueryParameter.Paging,
            ],
            Problems = [(404, "member_not_found"), (404, "not_found")],
        });
    }

    protected override async Task Handle(CancellationToken ct)
    {
        if (await MemberOfPath() is { } member)
        {
            await Answer(
                new GetRedemptions(Program, member, Parameters.Text("points_currency"),
                    new(Parameters.Text("status"), Parameters.Text("external_id")), Parameters.Page()),
                StatusCodes.Status200OK,
                page => page.Select(receipt => RedemptionAnswer.Of(receipt, HttpContext)),
                ct);
        }
    }
}
