using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Programs;

namespace Loyalty.Api.Programs;

sealed class GetProgramEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/programs/{program}", nameof(GetProgram))
    {
        Summary = "A program with its policy.",
        Scope = Scope.Read,
        Answers = AnswerForm.Ok<ProgramDocument>(),
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) =>
        Answer(new GetProgram(Program), ct);
}
