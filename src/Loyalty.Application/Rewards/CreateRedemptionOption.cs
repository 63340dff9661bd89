using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Rewards;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>Adds an option to a program; it can be taken from the next request on.</summary>
public sealed record CreateRedemptionOption(string Program, RedemptionOption Option)
    : IRequest<Result<RedemptionOption>>, IIdempotent;

public sealed class CreateRedemptionOptionHandler(
    IRecordedOutcomes outcomes, IPrograms programs, IRedemptionOptions options)
    : IRequestHandler<CreateRedemptionOption, Result<RedemptionOption>>
{
    public Task<Result<RedemptionOption>> Handle(CreateRedemptionOption command, CancellationToken ct) =>
        outcomes.Once(command, () => Create(command, ct), ct);

    async Task<Result<RedemptionOption>> Create(CreateRedemptionOption command, CancellationToken ct)
    {
        if (command.Option.Id is not null)
        {
            return FieldCodes.Immutable.Decline("id", "Is assigned; number asks for one.");
        }

        while (await programs.Find(command.Program, ct) is { } program)
        {
            var checkedShape = new RedemptionOptionValidator(program).Validate(command.Option);
            if (!checkedShape.IsValid)
            {
                return Declines.Invalid([.. checkedShape.FieldErrors()]);
            }

            // Somebody else may have changed the program since it was read: then it is read again.
            if (await options.Add(program, command.Option.AsStored(program), ct) is { } stored)
            {
                return stored;
            }
        }

        return Declines.ProgramNotFound;
    }
}
