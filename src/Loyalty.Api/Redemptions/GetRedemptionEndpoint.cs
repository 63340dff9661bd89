using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Redemptions;

namespace Loyalty.Api.Redemptions;

sealed class GetRedemptionEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/redemptions/{id}", nameof(GetRedemption))
    {
        Summary = "A redemption as it stands now.",
        Scope = Scope.Read,
        LoadsAccount = true,
        Answers = AnswerForm.Ok<RedemptionReceipt>(),
        Problems = [.. Call.NotFound("transaction_not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfTransaction(
        id => Answer(new GetRedemption(id), receipt => receipt.Said(HttpContext), ct));
}
