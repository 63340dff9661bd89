using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Programs;

/// <summary>Makes a program, and its operator when that is new.</summary>
public sealed record CreateProgram(ProgramDocument Program) : IRequest<Result<ProgramDocument>>, IIdempotent;

public sealed class CreateProgramValidator : AbstractValidator<CreateProgram>
{
    public CreateProgramValidator()
    {
        RuleFor(command => command.Program).Unprefixed(new ProgramDocumentValidator());
    }
}

public sealed class CreateProgramHandler(IRecordedOutcomes outcomes, IPrograms programs, RequestContext request)
    : IRequestHandler<CreateProgram, Result<ProgramDocument>>
{
    public Task<Result<ProgramDocument>> Handle(CreateProgram command, CancellationToken ct) =>
        outcomes.Once(command, () => Create(command.Program, ct), ct);

    async Task<Result<ProgramDocument>> Create(ProgramDocument program, CancellationToken ct)
    {
        var owner = program.Operator ?? request.Caller.Operator ?? program.Code!;
        return request.Caller.Sees(owner, program.Code!)
            ? await programs.Add((program with { Operator = owner }).WithTiersAsStored([]), ct)
            : Declines.Forbidden;
    }
}
