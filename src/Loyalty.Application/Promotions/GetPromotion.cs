using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using MediatR;

namespace Loyalty.Application.Promotions;

/// <summary>One promotion of a program.</summary>
public sealed record GetPromotion(string Program, string Id) : IRequest<Result<Promotion>>;

public sealed class GetPromotionHandler(IPromotions promotions) : IRequestHandler<GetPromotion, Result<Promotion>>
{
    public async Task<Result<Promotion>> Handle(GetPromotion query, CancellationToken ct) =>
        await promotions.Find(query.Program, query.Id, ct) is { } promotion ? promotion : Declines.PromotionNotFound;
}
