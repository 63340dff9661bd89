using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Programs;

/// <summary>One program with its policy.</summary>
public sealed record GetProgram(string Program) : IRequest<Result<ProgramDocument>>;

public sealed class GetProgramHandler(IPrograms programs) : IRequestHandler<GetProgram, Result<ProgramDocument>>
{
    public async Task<Result<ProgramDocument>> Handle(GetProgram query, CancellationToken ct) =>
        await programs.Read(query.Program, ct) is { } stored ? stored.Document : Declines.ProgramNotFound;
}
