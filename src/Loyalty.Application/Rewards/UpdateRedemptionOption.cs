using System.Text.Json.Nodes;
using Loyalty.Application.Json;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Rewards;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>
/// Merges a patch (RFC 7396) into an option; it holds from the next request on. Its number and what kind of thing it is
/// stay for ever, and an option is never removed: redemptions name it. One that is over is set inactive.
/// </summary>
public sealed record UpdateRedemptionOption(string Program, int Number, JsonObject Patch)
    : IRequest<Result<RedemptionOption>>;

public sealed class UpdateRedemptionOptionHandler(IUnitOfWork work, IPrograms programs, IRedemptionOptions options)
    : IRequestHandler<UpdateRedemptionOption, Result<RedemptionOption>>
{
    public Task<Result<RedemptionOption>> Handle(UpdateRedemptionOption command, CancellationToken ct) =>
        work.Run(() => Update(command, ct), ct);

    async Task<Result<RedemptionOption>> Update(UpdateRedemptionOption command, CancellationToken ct)
    {
        while (await programs.Find(command.Program, ct) is { } program)
        {
            if (await options.Find(command.Program, command.Number, ct) is not { } current)
            {
                return Declines.OptionNotFound;
            }

            var patched = PatchedJson.Apply(current, command.Patch, new RedemptionOptionValidator(program));
            if (!patched.IsOk)
            {
                return patched.Decline!;
            }

            var after = patched.Value.AsStored(program);
            if (FixedMember(current, after) is { } field)
            {
                return FieldCodes.Immutable.Decline(field);
            }

            // Somebody else may have changed the program since it was read: then it is read and patched again.
            if (await options.Replace(
                program, current, after with { Number = null }, command.Patch.ContainsKey("stock"), ct) is { } stored)
            {
                return stored;
            }
        }

        return Declines.ProgramNotFound;
    }

    static string? FixedMember(RedemptionOption current, RedemptionOption after) =>
        after.Id != current.Id ? "id"
        : after.Number is not null && after.Number != current.Id ? "number"
        : after.Type != current.Type ? "type"
        : after.PointsCurrency != current.PointsCurrency ? "points_currency"
        : null;
}
