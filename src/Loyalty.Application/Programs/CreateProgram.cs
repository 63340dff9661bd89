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

public sealed class CreateProgramHandler(IUnitOfWork transaction, IPrograms programs, RequestScope scope)
    : IRequestHandler<CreateProgram, Result<ProgramDocument>>
{
    public Task<Result<ProgramDocument>> Handle(CreateProgram command, CancellationToken ct) =>
        transaction.Run(() => Create(command.Program, ct), ct);

    async Task<Result<ProgramDocument>> Create(ProgramDocument program, CancellationToken ct)
    {
        var owner = program.Operator ?? scope.Caller.Operator ?? program.Code!;
        if (!scope.Caller.Sees(owner, program.Code!))
        {
            return Declines.Forbidden;
        }

        return await programs.Add(program with { Operator = owner }, ct) switch
        {
            ProgramAdded.CodeTaken => Declines.CodeTaken,
            ProgramAdded.NumberTaken => Declines.NumberTaken,
            _ => (await programs.Read(program.Code!, ct))!.Value.Document,
        };
    }
}
