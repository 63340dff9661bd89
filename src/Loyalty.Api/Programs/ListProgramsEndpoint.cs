using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Programs;

namespace Loyalty.Api.Programs;

sealed class ListProgramsEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Get("/v1/programs");
        Permissions(Scope.Read);
        Document(new()
        {
            Id = nameof(ListPrograms),
            Summary = "The programs that the key may see, newest first.",
            Scope = Scope.Read,
            Answer = typeof(Page<ProgramDocument>),
            Query = QueryParameter.Paging,
        });
    }

    protected override Task Handle(CancellationToken ct) =>
        Answer(new ListPrograms(Parameters.Page()), StatusCodes.Status200OK, ct);
}
