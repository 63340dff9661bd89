using System.Text.Json.Nodes;
using Loyalty.Application.Json;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Programs;

/// <summary>
/// Merges a patch (RFC 7396) into a program. Code, operator and numbers stay for ever; a points currency is never
/// removed, and keeps its scale: there are points in it.
/// </summary>
public sealed record UpdateProgram(string Program, JsonObject Patch) : IRequest<Result<ProgramDocument>>;

public sealed class UpdateProgramHandler(IUnitOfWork work, IPrograms programs)
    : IRequestHandler<UpdateProgram, Result<ProgramDocument>>
{
    public Task<Result<ProgramDocument>> Handle(UpdateProgram command, CancellationToken ct) =>
        work.Run(() => Update(command, ct), ct);

    async Task<Result<ProgramDocument>> Update(UpdateProgram command, CancellationToken ct)
    {
        if (NullBlock(command.Patch) is { } block)
        {
            return FieldCodes.WrongType.Decline(
                block, "Must be an object: null would set back every rule in it. Name those that are to go.");
        }

        while (await programs.Read(command.Program, ct) is { } current)
        {
            var patched = PatchedJson.Apply(
                current.Document, command.Patch, new ProgramDocumentValidator(), ProgramDocument.NullIsAValue);
            if (!patched.IsOk)
            {
                return patched.Decline!;
            }

            if (FixedMember(current.Document, patched.Value) is { } field)
            {
                return FieldCodes.Immutable.Decline(field);
            }

            var dropped = current.Document.CustomFields.Except(patched.Value.CustomFields).ToList();
            if (dropped.Count > 0 && await programs.HasMembersWith(command.Program, dropped, ct))
            {
                return Declines.FieldInUse;
            }

            var gone = current.Document.Tiers.Select(tier => tier.Code)
                .Except(patched.Value.Tiers.Select(tier => tier.Code)).ToList();
            if (gone.Count > 0 && await programs.HasOffersFor(command.Program, gone, ct))
            {
                return Declines.TierInUse;
            }

            var changed = patched.Value.WithTiersAsStored(current.Document.Tiers);
            if (changed.Tiers.DistinctBy(tier => tier.Number).Count() < changed.Tiers.Count)
            {
                return Declines.NumberTaken;
            }

            // Somebody else may have changed the program since it was read: then it is read and patched again.
            if (await programs.Replace(current, changed, ct) is { } stored)
            {
                return stored;
            }
        }

        return Declines.ProgramNotFound;
    }

    /// <summary>The policy, or a block of it, that the patch would remove.</summary>
    static string? NullBlock(JsonObject patch) =>
        !patch.TryGetPropertyValue("policy", out var policy) ? null
        : policy is not JsonObject blocks ? (policy is null ? "policy" : null)
        : blocks.FirstOrDefault(block => block.Value is null).Key is { } name ? $"policy.{name}"
        : null;

    static string? FixedMember(ProgramDocument current, ProgramDocument patched)
    {
        var changed = current.PointsCurrencies.Any(old => !patched.PointsCurrencies.Any(currency =>
            currency.Code == old.Code && currency.Scale == old.Scale && (currency.Number ?? old.Number) == old.Number));
        return patched.Code != current.Code ? "code"
            : patched.Operator != current.Operator ? "operator"
            : patched.Number != current.Number ? "number"
            : changed ? "points_currencies"
            : patched.Tiers.Index().Where(tier => tier.Item.Number is not null && current.Tiers.Any(
                old => old.Code == tier.Item.Code && old.Number != tier.Item.Number))
                .Select(tier => $"tiers[{tier.Index}].number").FirstOrDefault();
    }
}
