using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Rewards;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>The options of a program, newest first.</summary>
/// <param name="Active">Only those that are set active, or are not; null: all.</param>
/// <param name="ExternalId">Only the one with this id of the caller's; null: all.</param>
public sealed record ListRedemptionOptions(string Program, bool? Active, string? ExternalId, PageRequest Page)
    : IRequest<Result<Page<RedemptionOption>>>;

public sealed class ListRedemptionOptionsHandler(IRedemptionOptions options)
    : IRequestHandler<ListRedemptionOptions, Result<Page<RedemptionOption>>>
{
    public async Task<Result<Page<RedemptionOption>>> Handle(ListRedemptionOptions query, CancellationToken ct) =>
        await options.Page(query.Program, query.Active, query.ExternalId, query.Page, ct);
}
