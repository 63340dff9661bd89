using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Application.Programs;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Keys;

/// <summary>
/// Makes an API key of one operator. Nobody gives what they do not have: scopes and programs lie within those of the
/// key that asks.
/// </summary>
/// <param name="Operator">Absent: the operator of the key that asks, or of the programs.</param>
public sealed record CreateKey(
    string? Name, IReadOnlyList<string>? Scopes, KeyPrograms? Programs, string? Operator, DateTimeOffset? ExpiresAt)
    : IRequest<Result<CreatedKey>>, IIdempotent;

public sealed class CreateKeyValidator : AbstractValidator<CreateKey>
{
    const int MaxNameLength = 64;
    const int MaxPrograms = 1000;

    public CreateKeyValidator()
    {
        RuleFor(command => command.Name).Required().Text(MaxNameLength)
            .Must(name => name is null || !Caller.ReservedNames.Contains(name)).Fails(FieldCodes.Reserved);
        RuleFor(command => command.Scopes).Required()
            .Must(scopes => scopes is null || scopes.All(Scope.All.Contains))
            .Fails(FieldCodes.UnknownValue, $"Must be of: {string.Join(", ", Scope.All)}.");
        RuleFor(command => command.Programs).Required()
            .Must(programs => programs?.Codes is null || programs.Codes.Count is > 0 and <= MaxPrograms
                && programs.Codes.All(Codes.IsCode))
            .Fails(FieldCodes.InvalidLength, $"Must be \"all\" or 1 to {MaxPrograms} program codes.");
        RuleFor(command => command.Operator).Code();
    }
}

public sealed class CreateKeyHandler(
    IRecordedOutcomes outcomes, IApiKeys keys, RequestContext request, TimeProvider clock)
    : IRequestHandler<CreateKey, Result<CreatedKey>>
{
    public Task<Result<CreatedKey>> Handle(CreateKey command, CancellationToken ct) =>
        outcomes.Once(command, () => Create(command, ct), ct);

    async Task<Result<CreatedKey>> Create(CreateKey command, CancellationToken ct)
    {
        // Not for the validator: a repeat is answered as at first, whatever the time is by then.
        if (command.ExpiresAt <= clock.GetUtcNow())
        {
            return FieldCodes.InThePast.Decline("expires_at");
        }

        var caller = request.Caller;
        if (command.Scopes!.Except(caller.Scopes).Any()
            || (command.Programs!.Codes is null && caller.Programs is not null))
        {
            return Declines.Forbidden;
        }

        var codes = command.Programs!.Codes?.Distinct().ToList();
        var operators = await keys.OperatorsOf(codes ?? [], ct);
        if (codes is not null
            && codes.Any(code => !operators.TryGetValue(code, out var owner) || !caller.Sees(owner, code)))
        {
            return Declines.ProgramNotFound;
        }

        var owner = command.Operator ?? caller.Operator ?? operators.Values.FirstOrDefault();
        if (owner is null)
        {
            return FieldCodes.Required.Decline("operator", "Must be given where \"programs\" is \"all\".");
        }

        if (operators.Values.Any(other => other != owner))
        {
            return FieldCodes.SeveralOperators.Decline("programs");
        }

        if (caller.Operator is not null && caller.Operator != owner)
        {
            return Declines.Forbidden;
        }

        return await keys.Add(
            new(command.Name!, owner, [.. command.Scopes!.Distinct()], codes, command.ExpiresAt), ct) is { } created
                ? created
                : FieldCodes.UnknownValue.Decline("operator", "There is no such operator.");
    }
}
