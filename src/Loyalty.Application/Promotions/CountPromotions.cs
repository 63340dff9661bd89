using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using MediatR;

namespace Loyalty.Application.Promotions;

/// <summary>The promotions of a program in the order of their numbers, and how many there are in all.</summary>
/// <param name="FromNumber">The first number that counts.</param>
public sealed record CountPromotions(string Program, int FromNumber, bool? Active, int Limit)
    : IRequest<Result<CountedPromotions>>;

/// <param name="Data">In the order of their numbers.</param>
/// <param name="TotalCount">Of all that are asked for, from the first number on or before it.</param>
public sealed record CountedPromotions(IReadOnlyList<Promotion> Data, int TotalCount);

public sealed class CountPromotionsHandler(IPromotions promotions)
    : IRequestHandler<CountPromotions, Result<CountedPromotions>>
{
    public async Task<Result<CountedPromotions>> Handle(CountPromotions query, CancellationToken ct) =>
        await promotions.From(query.Program, query.FromNumber, query.Active, query.Limit, ct);
}
