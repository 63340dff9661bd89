using System.Text.Json.Nodes;
using Loyalty.Application.Json;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using MediatR;

namespace Loyalty.Application.Promotions;

/// <summary>
/// Merges a patch (RFC 7396) into a promotion; it holds from the next request on. Id and number stay for ever, and a
/// promotion is never removed: entries name it. One that is over is set inactive.
/// </summary>
public sealed record UpdatePromotion(string Program, string Id, JsonObject Patch) : IRequest<Result<Promotion>>;

public sealed class UpdatePromotionHandler(IUnitOfWork work, IPrograms programs, IPromotions promotions)
    : IRequestHandler<UpdatePromotion, Result<Promotion>>
{
    public Task<Result<Promotion>> Handle(UpdatePromotion command, CancellationToken ct) =>
        work.Run(() => Update(command, ct), ct);

    async Task<Result<Promotion>> Update(UpdatePromotion command, CancellationToken ct)
    {
        while (await programs.Find(command.Program, ct) is { } program)
        {
            if (await promotions.Find(command.Program, command.Id, ct) is not { } current)
            {
                return Declines.PromotionNotFound;
            }

            var patched = PatchedJson.Apply(current, command.Patch, new PromotionValidator(program));
            if (!patched.IsOk)
            {
                return patched.Decline!;
            }

            if (patched.Value.Id != current.Id || patched.Value.Number != current.Number)
            {
                return FieldCodes.Immutable.Decline(patched.Value.Id != current.Id ? "id" : "number");
            }

            // Somebody else may have changed the program since it was read: then it is read and patched again.
            var changed = patched.Value.AsStored(program);
            if (await promotions.Replace(program, current, changed, ct) is { } stored)
            {
                return stored;
            }
        }

        return Declines.ProgramNotFound;
    }
}
