using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Tiers;
using Loyalty.Domain.Tiers;

namespace Loyalty.Api.Tiers;

sealed class GetTiersEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/programs/{program}/tiers", nameof(GetTiers))
    {
        Summary = "The tiers of a program, the lowest first; they are changed with the program.",
        Scope = Scope.Read,
        Answers = AnswerForm.Ok<Page<Tier>>(),
        Query = QueryParameter.Paging,
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) =>
        Answer(new GetTiers(Program, Parameters.Page()), ct);
}
