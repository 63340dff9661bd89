using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using MediatR;

namespace Loyalty.Application.Promotions;

/// <summary>Adds a promotion to a program; it can be used from the next request on.</summary>
public sealed record CreatePromotion(string Program, Promotion Promotion) : IRequest<Result<Promotion>>, IIdempotent;

public sealed class CreatePromotionHandler(IRecordedOutcomes outcomes, IPrograms programs, IPromotions promotions)
    : IRequestHandler<CreatePromotion, Result<Promotion>>
{
    public Task<Result<Promotion>> Handle(CreatePromotion command, CancellationToken ct) =>
        outcomes.Once(command, () => Create(command, ct), ct);

    async Task<Result<Promotion>> Create(CreatePromotion command, CancellationToken ct)
    {
        while (await programs.Find(command.Program, ct) is { } program)
        {
            var checkedShape = new PromotionValidator(program).Validate(command.Promotion);
            if (!checkedShape.IsValid)
            {
                return Declines.Invalid([.. checkedShape.FieldErrors()]);
            }

            // Somebody else may have changed the program since it was read: then it is read again.
            var made = command.Promotion.AsStored(program);
            if (await promotions.Add(program, made, ct) is { } stored)
            {
                return stored;
            }
        }

        return Declines.ProgramNotFound;
    }
}
