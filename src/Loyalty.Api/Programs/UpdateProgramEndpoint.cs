using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Programs;

namespace Loyalty.Api.Programs;

sealed class UpdateProgramEndpoint : CallEndpoint<JsonObject>
{
    public override void Configure()
    {
        Patch("/v1/programs/{program}");
        Permissions(Scope.Manage);
        Document(new()
        {
            Id = nameof(UpdateProgram),
            Summary = "Merge changes into a program (RFC 7396); they hold from the next request on. Code, operator and "
                + "number stay; points currencies are only added to, and keep their scale.",
            Scope = Scope.Manage,
            Body = typeof(ProgramDocument),
            Answer = typeof(ProgramDocument),
        });
    }

    protected override Task Handle(JsonObject body, CancellationToken ct) =>
        Answer(new UpdateProgram(Program, body), StatusCodes.Status200OK, ct);
}
