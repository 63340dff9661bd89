using System.Text.Json.Serialization;
using FluentValidation;
using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using MediatR;

namespace Loyalty.Application.Accounts;

/// <summary>Corrects a member's balance: staff adds points or takes them, and says why.</summary>
/// <param name="Points">Signed.</param>
/// <param name="CountsAsEarned">Whether it changes what the member has earned in all.</param>
public sealed record AdjustPoints(
    [property: JsonIgnore] string Program,
    [property: JsonIgnore] MemberInput? Member,
    [property: JsonIgnore] string? PointsCurrency,
    Points? Points,
    string? Reason,
    bool CountsAsEarned,
    ParticularsInput Particulars) : IRequest<Result<AccrualReceipt>>, IMovesPoints;

public sealed class AdjustPointsValidator : AbstractValidator<AdjustPoints>
{
    public AdjustPointsValidator()
    {
        RuleFor(command => command.Member).Required();
        RuleFor(command => command.Member!).SetValidator(new MemberInputValidator())
            .When(command => command.Member is not null);
        RuleFor(command => command.Points).Required()
            .Must(points => points is null || points != Domain.Points.Zero).WithErrorCode("zero")
                .WithMessage("Must not be zero.")
            .Must(points => points is null || (points <= Domain.Points.Max && -points.Value <= Domain.Points.Max))
                .WithErrorCode("too_large").WithMessage($"Must be at most {Domain.Points.Max}, with either sign.");
        RuleFor(command => command.Reason).Required().Text();
        RuleFor(command => command.Particulars).Unprefixed(new ParticularsInputValidator());
    }
}

public sealed class AdjustPointsHandler(IAccountStore accounts) : IRequestHandler<AdjustPoints, Result<AccrualReceipt>>
{
    public Task<Result<AccrualReceipt>> Handle(AdjustPoints command, CancellationToken ct)
    {
        var request = new AdjustmentRequest(command.Points!.Value, command.CountsAsEarned,
            command.Particulars.Read() with { Explanation = command.Reason });
        var who = new MemberAccount(command.Program, command.PointsCurrency, command.Member!.Reference(),
            ExternalReference.Of(ExternalReference.Adjustments, command.Particulars.ExternalId));
        return accounts.Decide(
            who, (account, on) => account.Adjust(request, on).Then(adjusted => Receipt(adjusted, account.State)), ct);
    }

    static AccrualReceipt Receipt(Adjustment adjusted, AccountState account)
    {
        var entry = adjusted.Entry;
        return adjusted.Lot is { } lot
            ? AccrualReceipt.Of(lot, account, entry.Kind, entry.Particulars.ExternalId, entry.OccurredAt)
            : new()
            {
                TransactionId = entry.Number.ToString(),
                Number = entry.Number.Value,
                Type = entry.Kind,
                Status = AccrualStatus.Posted,
                Points = entry.Amount.ToScale(account.Currency.Scale),
                Balance = BalanceView.Of(account, entry.EffectiveAt),
                Lot = null,
                ExternalId = entry.Particulars.ExternalId,
                OccurredAt = entry.OccurredAt,
            };
    }
}
