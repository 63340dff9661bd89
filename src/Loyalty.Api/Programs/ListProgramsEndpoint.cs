using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Programs;

namespace Loyalty.Api.Programs;

sealed class ListProgramsEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/programs", nameof(ListPrograms))
    {
        Summary = "The programs that the key may see, newest first.",
        Scope = Scope.Read,
        Answers = AnswerForm.Ok<Page<ProgramDocument>>(),
        Query = QueryParameter.Paging,
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) =>
        Answer(new ListPrograms(Parameters.Page()), ct);
}
