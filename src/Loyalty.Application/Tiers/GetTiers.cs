using System.Globalization;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Tiers;
using MediatR;

namespace Loyalty.Application.Tiers;

/// <summary>The tiers of a program, the lowest first.</summary>
public sealed record GetTiers(string Program, PageRequest Page) : IRequest<Result<Page<Tier>>>;

public sealed class GetTiersHandler(IPrograms programs) : IRequestHandler<GetTiers, Result<Page<Tier>>>
{
    public async Task<Result<Page<Tier>>> Handle(GetTiers query, CancellationToken ct)
    {
        if (await programs.Find(query.Program, ct) is not { } program)
        {
            return Declines.ProgramNotFound;
        }

        var after = query.Page.AfterNumber ?? -1;
        return query.Page.Of(
            [.. program.Tiers.Where(tier => tier.Level > after).Take(query.Page.Limit + 1)],
            tier => tier.Level!.Value.ToString(CultureInfo.InvariantCulture));
    }
}
