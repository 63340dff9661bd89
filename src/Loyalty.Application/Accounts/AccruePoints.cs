using System.Text.Json.Serialization;
using FluentValidation;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using MediatR;

namespace Loyalty.Application.Accounts;

/// <summary>Adds points to a member's account as a new lot.</summary>
/// <param name="AvailableAt">When they become spendable; absent or past: at once.</param>
/// <param name="ExpiresAt">When they stop being spendable; absent: never.</param>
public sealed record AccruePoints(
    [property: JsonIgnore] string Program,
    [property: JsonIgnore] MemberInput? Member,
    [property: JsonIgnore] string? PointsCurrency,
    Points? Points,
    DateTimeOffset? AvailableAt,
    DateTimeOffset? ExpiresAt,
    ParticularsInput Particulars) : IRequest<Result<AccrualReceipt>>, IMovesPoints;

/// <summary>What an accrual did.</summary>
public sealed record AccrualReceipt
{
    public required string TransactionId { get; init; }

    public required long Number { get; init; }

    public required string Type { get; init; }

    /// <summary>posted, or pending while the points are not spendable yet.</summary>
    public required string Status { get; init; }

    public required Points Points { get; init; }

    public required BalanceView Balance { get; init; }

    public required LotView Lot { get; init; }

    public string? ExternalId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>The lot that an accrual made.</summary>
public sealed record LotView(Points Points, DateTimeOffset AvailableAt, DateTimeOffset? ExpiresAt);

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
            command.Points!.Value, command.AvailableAt, command.ExpiresAt, command.Particulars.Read());
        var who = new AccountReference(command.Program, command.PointsCurrency, command.Member!.Reference(),
            ExternalReference.Of(ExternalReference.Accruals, command.Particulars.ExternalId));
        return accounts.Decide(
            who, (account, on) => account.Accrue(request, on).Then(accrued => Receipt(accrued, account.State)), ct);
    }

    static AccrualReceipt Receipt(Accrued accrued, AccountState account) => new()
    {
        TransactionId = accrued.Entry.Number.ToString(),
        Number = accrued.Entry.Number.Value,
        Type = accrued.Entry.Kind,
        Status = accrued.Lot.Pending ? "pending" : "posted",
        Points = accrued.Lot.Points.ToScale(account.Currency.Scale),
        Balance = BalanceView.Of(account, accrued.Entry.EffectiveAt),
        Lot = new(accrued.Lot.Points.ToScale(account.Currency.Scale), accrued.Lot.AvailableAt, accrued.Lot.ExpiresAt),
        ExternalId = accrued.Entry.Particulars.ExternalId,
        OccurredAt = accrued.Entry.OccurredAt,
    };
}
