using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using MediatR;

namespace Loyalty.Application.Promotions;

/// <summary>The promotions of a program, newest first.</summary>
/// <param name="Active">Only those that are set active, or are not; null: all.</param>
public sealed record ListPromotions(string Program, bool? Active, PageRequest Page)
    : IRequest<Result<Page<Promotion>>>;

public sealed class ListPromotionsHandler(IPromotions promotions)
    : IRequestHandler<ListPromotions, Result<Page<Promotion>>>
{
    public async Task<Result<Page<Promotion>>> Handle(ListPromotions query, CancellationToken ct) =>
        await promotions.Page(query.Program, query.Active, query.Page, ct);
}
