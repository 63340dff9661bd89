using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Programs;

namespace Loyalty.Api.Programs;

sealed class CreateProgramEndpoint : CallEndpoint<ProgramDocument>
{
    public override void Configure()
    {
        Post("/v1/programs");
        Permissions(Scope.Manage);
        Document(new()
        {
            Id = nameof(CreateProgram),
            Summary = "Make a program; only code and name are required.",
            Scope = Scope.Manage,
            Body = typeof(ProgramDocument),
            Answer = typeof(ProgramDocument),
            Status = StatusCodes.Status201Created,
            Idempotency = IdempotencyRule.Optional,
            Problems = [(409, "code_taken"), (409, "number_taken")],
        });
    }

    protected override Task Handle(ProgramDocument body, CancellationToken ct) =>
        Answer(new CreateProgram(body), StatusCodes.Status201Created, ct);
}
