using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Promotions;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

sealed class ListPromotionsEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/programs/{program}/promotions", nameof(ListPromotions))
    {
        Summary = "The promotions of a program, newest first.",
        Scope = Scope.Read,
        Answers = AnswerForm.Ok<Page<Promotion>>(),
        Query =
        [
            new("active", "true or false: only those that are set so.", "boolean"),
            .. QueryParameter.Paging,
        ],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => Answer(
        new ListPromotions(
            Program, Parameters.OneOf("active", "true", "false") is { } active ? active == "true" : null,
            Parameters.Page()),
        ct);
}
