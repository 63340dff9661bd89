using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Rewards;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>One option of a program, with what is left of it.</summary>
public sealed record GetRedemptionOption(string Program, int Number) : IRequest<Result<RedemptionOption>>;

public sealed class GetRedemptionOptionHandler(IRedemptionOptions options)
    : IRequestHandler<GetRedemptionOption, Result<RedemptionOption>>
{
    public async Task<Result<RedemptionOption>> Handle(GetRedemptionOption query, CancellationToken ct) =>
        await options.Find(query.Program, query.Number, ct) is { } option ? option : Declines.OptionNotFound;
}
