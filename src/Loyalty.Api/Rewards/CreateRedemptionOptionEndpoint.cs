using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Rewards;
using Loyalty.Domain.Rewards;

namespace Loyalty.Api.Rewards;

sealed class CreateRedemptionOptionEndpoint : CallEndpoint<RedemptionOption>
{
    protected override Call Call => new(
        Http.POST, "/v1/programs/{program}/redemption-options", nameof(CreateRedemptionOption))
    {
        Summary = "Add an option that points can be redeemed for; only name and type are required.",
        Scope = Scope.Manage,
        Answers = AnswerForm.Created<RedemptionOption>(),
        Body = typeof(RedemptionOption),
        Idempotency = IdempotencyRule.Optional,
        Problems = [.. Call.Conflict("number_taken", "external_id_taken")],
    };

    protected override Task<CallAnswer> Handle(RedemptionOption body, CancellationToken ct) =>
        Answer(new CreateRedemptionOption(Program, body), ct);
}
