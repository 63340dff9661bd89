using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Programs;

namespace Loyalty.Api.Programs;

sealed class GetProgramEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Get("/v1/programs/{program}");
        Permissions(Scope.Read);
        Document(new()
        {
            Id = nameof(GetProgram),
            Summary = "A program with its policy.",
            Scope = Scope.Read,
            Answer = typeof(ProgramDocument),
        });
    }

    protected override Task Handle(CancellationToken ct) =>
        Answer(new GetProgram(Program), StatusCodes.Status200OK, ct);
}
