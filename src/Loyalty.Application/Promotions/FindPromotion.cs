using System.Globalization;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using MediatR;

namespace Loyalty.Application.Promotions;

/// <summary>A promotion by its id, or else by its number as text.</summary>
public sealed record FindPromotion(string Program, string IdOrNumber) : IRequest<Result<Promotion>>;

public sealed class FindPromotionHandler(IPromotions promotions) : IRequestHandler<FindPromotion, Result<Promotion>>
{
    public async Task<Result<Promotion>> Handle(FindPromotion query, CancellationToken ct)
    {
        var found = await promotions.Find(query.Program, query.IdOrNumber, ct);
        if (found is null && int.TryParse(
            query.IdOrNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            found = (await promotions.From(query.Program, number, active: null, take: 1, ct)).Data
                .FirstOrDefault(promotion => promotion.Number == number);
        }

        return found is null ? Declines.PromotionNotFound : found;
    }
}
