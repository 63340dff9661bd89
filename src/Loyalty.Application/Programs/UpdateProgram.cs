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

public sealed class UpdateProgramHandler(IUnitOfWork transaction, IPrograms programs)
    : IRequestHandler<UpdateProgram, Result<ProgramDocument>>
{
    public Task<Result<ProgramDocument>> Handle(UpdateProgram command, CancellationToken ct) =>
        transaction.Run(() => Update(command, ct), ct);

    async Task<Result<ProgramDocument>> Update(UpdateProgram command, CancellationToken ct)
    {
        while (await programs.Read(command.Program, ct) is var (current, version))
        {
            var patching = PatchedJson.Apply(current, command.Patch, new ProgramDocumentValidator());
            if (!patching.IsOk)
            {
                return patching.Decline!;
            }

            if (FixedMember(current, patching.Value) is { } field)
            {
                return Declines.Invalid(field, "immutable", "Can't be changed.");
            }

            switch (await programs.Replace(patching.Value, version, ct))
            {
                case ProgramReplaced.Yes:
                    return (await programs.Read(command.Program, ct))!.Value.Document;
                case ProgramReplaced.NumberTaken:
                    return Declines.NumberTaken;
                default:
                    continue;
            }
        }

        return Declines.ProgramNotFound;
    }

    static string? FixedMember(ProgramDocument current, ProgramDocument patched)
    {
        var changed = current.PointsCurrencies.Any(old => !patched.PointsCurrencies.Any(currency =>
            currency.Code == old.Code && currency.Scale == old.Scale && (currency.Number ?? old.Number) == old.Number));
        return patched.Code != current.Code ? "code"
            : patched.Operator != current.Operator ? "operator"
            : patched.Number != current.Number ? "number"
            : changed ? "points_currencies"
            : null;
    }
}
