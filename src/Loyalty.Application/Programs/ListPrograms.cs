using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Programs;

/// <summary>The programs that the key may see, newest first.</summary>
public sealed record ListPrograms(PageRequest Page) : IRequest<Result<Page<ProgramDocument>>>;

public sealed class ListProgramsHandler(IPrograms programs, RequestContext request)
    : IRequestHandler<ListPrograms, Result<Page<ProgramDocument>>>
{
    public async Task<Result<Page<ProgramDocument>>> Handle(ListPrograms query, CancellationToken ct) =>
        await programs.Page(request.Caller, query.Page, ct);
}
