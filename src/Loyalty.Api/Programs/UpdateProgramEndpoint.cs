using FastEndpoints;
using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Programs;

namespace Loyalty.Api.Programs;

sealed class UpdateProgramEndpoint : CallEndpoint<JsonObject>
{
    protected override Call Call => new(Http.PATCH, "/v1/programs/{program}", nameof(UpdateProgram))
    {
        Summary = "Merge changes into a program (RFC 7396); they hold from the next request on. Code, operator and "
            + "number stay; points currencies are only added to, and keep their scale.",
        Scope = Scope.Manage,
        Answers = AnswerForm.Ok<ProgramDocument>(),
        Body = typeof(ProgramDocument),
        Problems = [.. Call.Conflict("number_taken", "field_in_use")],
    };

    protected override Task<CallAnswer> Handle(JsonObject body, CancellationToken ct) =>
        Answer(new UpdateProgram(Program, body), ct);
}
