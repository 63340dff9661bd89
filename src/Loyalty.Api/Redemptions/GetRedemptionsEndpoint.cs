using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Redemptions;

namespace Loyalty.Api.Redemptions;

sealed class GetRedemptionsEndpoint : CallEndpoint
{
    protected override Call Call => new(
        Http.GET, "/v1/programs/{program}/members/{ref}/redemptions", nameof(GetRedemptions))
    {
        Summary = "A member's redemptions as they stand now, newest first.",
        Scope = Scope.Read,
        LoadsAccount = true,
        Answers = AnswerForm.Ok<Page<RedemptionReceipt>>(),
        Query =
        [
            QueryParameter.PointsCurrency,
            new("status", "Only redemptions in this status: held lists the open holds."),
            new("external_id", "Only the redemption with this id of yours."),
            .. QueryParameter.Paging,
        ],
        Problems = [.. Call.NotFound("member_not_found", "not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfAccount(account =>
    {
        var filter = new RedemptionFilter(Parameters.Text("status"), Parameters.Text("external_id"));
        return Answer(
            new GetRedemptions(account, filter, Parameters.Page()),
            page => page.Select(receipt => receipt.Said(HttpContext)), ct);
    });
}
