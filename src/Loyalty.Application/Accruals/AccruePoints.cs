using System.Text.Json.Serialization;
using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Accruals;

/// <summary>Adds points to a member's account as a new lot.</summary>
/// <param name="AvailableAt">When they become spendable; absent: as the program's policy says.</param>
/// <param name="ExpiresAt">When they stop being spendable; absent: as the program's policy says.</param>
/// <param name="Pending">Asks for a temporary accrual, which has to be committed.</param>
public sealed record AccruePoints(
    [property: JsonIgnore] string Program,
    [property: JsonIgnore] MemberInput? Member,
    [property: JsonIgnore] string? PointsCurrency,
    Points? Points,
    DateTimeOffset? AvailableAt,
    DateTimeOffset? ExpiresAt,
    ParticularsInput Particulars,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TemporaryInput? Pending = null)
    : IRequest<Result<AccrualReceipt>>, IMovesPoints;

public sealed class AccruePointsValidator : AbstractValidator<AccruePoints>
{
    public AccruePointsValidator()
    {
        RuleFor(command => command.Member).Required();
        RuleFor(command => command.Member!).SetValidator(new MemberInputValidator())
            .When(command => command.Member is not null);
        RuleFor(command => command.Points).Required().AmountOfPoints();
        RuleFor(command => command.Particulars).Unprefixed(new ParticularsInputValidator());
    }
}

public sealed class AccruePointsHandler(IAccountStore accounts) : IRequestHandler<AccruePoints, Result<AccrualReceipt>>
{
    public Task<Result<AccrualReceipt>> Handle(AccruePoints command, CancellationToken ct)
    {
        var request = new AccrualRequest(
            command.Points!.Value, command.AvailableAt, command.ExpiresAt, command.Particulars.Read(),
            command.Pending?.Read());
        var who = new MemberAccount(command.Program, command.PointsCurrency, command.Member!.Reference(),
            ExternalReference.Of(ExternalReference.Accruals, command.Particulars.ExternalId));
        return accounts.Decide(
            who,
            (account, on) => account.Accrue(request, on).Then(accrued => AccrualReceipt.Of(
                accrued.Lot, account.State, EntryKind.Accrual, request.Particulars.ExternalId,
                accrued.Entry.OccurredAt)),
            ct);
    }
}
