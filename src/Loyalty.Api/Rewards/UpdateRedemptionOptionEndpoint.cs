using System.Text.Json.Nodes;
using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Rewards;
using Loyalty.Domain.Rewards;

namespace Loyalty.Api.Rewards;

sealed class UpdateRedemptionOptionEndpoint : CallEndpoint<JsonObject>
{
    protected override Call Call => new(
        Http.PATCH, "/v1/programs/{program}/redemption-options/{id}", nameof(UpdateRedemptionOption))
    {
        Summary = "Merge changes into an option (RFC 7396); they hold from the next request on. Redemptions of before "
            + "keep what they gave. Number, type and points currency stay.",
        Scope = Scope.Manage,
        Answers = AnswerForm.Ok<RedemptionOption>(),
        Body = typeof(RedemptionOption),
        Problems = [.. Call.NotFound("option_not_found"), .. Call.Conflict("external_id_taken")],
    };

    protected override Task<CallAnswer> Handle(JsonObject body, CancellationToken ct) => OfOption(
        number => Answer(new UpdateRedemptionOption(Program, number, body), ct));
}
