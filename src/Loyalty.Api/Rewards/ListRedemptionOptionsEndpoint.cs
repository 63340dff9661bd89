using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Rewards;
using Loyalty.Domain.Rewards;

namespace Loyalty.Api.Rewards;

sealed class ListRedemptionOptionsEndpoint : CallEndpoint
{
    protected override Call Call => new(
        Http.GET, "/v1/programs/{program}/redemption-options", nameof(ListRedemptionOptions))
    {
        Summary = "What points of a program can be redeemed for, newest first.",
        Scope = Scope.Read,
        Answers = AnswerForm.Ok<Page<RedemptionOption>>(),
        Query =
        [
            new("active", "true or false: only those that are set so.", "boolean"),
            new("external_id", "Only the option with this id of yours."),
            .. QueryParameter.Paging,
        ],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => Answer(
        new ListRedemptionOptions(
            Program, Parameters.OneOf("active", "true", "false") is { } active ? active == "true" : null,
            Parameters.Text("external_id"), Parameters.Page()),
        ct);
}
