using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Programs;

namespace Loyalty.Api.Programs;

sealed class CreateProgramEndpoint : CallEndpoint<ProgramDocument>
{
    protected override Call Call => new(Http.POST, "/v1/programs", nameof(CreateProgram))
    {
        Summary = "Make a program; only code and name are required.",
        Scope = Scope.Manage,
        Answers = AnswerForm.Created<ProgramDocument>(),
        Body = typeof(ProgramDocument),
        Idempotency = IdempotencyRule.Optional,
        Problems = [.. Call.Conflict("code_taken", "number_taken")],
    };

    protected override Task<CallAnswer> Handle(ProgramDocument body, CancellationToken ct) =>
        Answer(new CreateProgram(body), ct);
}
