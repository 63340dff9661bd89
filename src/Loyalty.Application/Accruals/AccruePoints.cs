using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using MediatR;

namespace Loyalty.Application.Accruals;

/// <summary>Adds points to a member's account as a new lot.</summary>
public sealed record AccruePoints(AccountInput Account, AccrualInput Accrual)
    : IRequest<Result<AccrualReceipt>>, IMovesPoints;

/// <summary>Points to add.</summary>
public sealed record AccrualInput
{
    /// <summary>Absent: as the promotion says.</summary>
    public Points? Points { get; init; }

    /// <summary>Id of the promotion that they are earned by; absent: none.</summary>
    public string? PromotionId { get; init; }

    /// <summary>When they become spendable; absent: as the program's policy says.</summary>
    public DateTimeOffset? AvailableAt { get; init; }

    /// <summary>When they stop being spendable; absent: as the program's policy says.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Asks for a temporary accrual, which has to be committed.</summary>
    public TemporaryInput? Pending { get; init; }

    public ParticularsInput Particulars { get; init; } = new();

    /// <summary>Call it on what the validator passed.</summary>
    public AccrualRequest Read() => new(
        Points, AvailableAt?.WholeMicroseconds(), ExpiresAt?.WholeMicroseconds(), Particulars.Read(),
        Pending?.Read(), PromotionId);
}

public sealed class AccruePointsValidator : AbstractValidator<AccruePoints>
{
    public AccruePointsValidator()
    {
        RuleFor(command => command.Account).Unprefixed(new AccountInputValidator());
        RuleFor(command => command.Accrual).Unprefixed(new AccrualInputValidator());
    }
}

public sealed class AccrualInputValidator : AbstractValidator<AccrualInput>
{
    public AccrualInputValidator()
    {
        RuleFor(accrual => accrual.Points).AmountOfPoints();
        RuleFor(accrual => accrual.Points).Required().When(accrual => accrual.PromotionId is null);
        RuleFor(accrual => accrual.PromotionId).Line();
        RuleFor(accrual => accrual.Particulars).Unprefixed(new ParticularsInputValidator());
    }
}

public sealed class AccruePointsHandler(IAccounts accounts) : IRequestHandler<AccruePoints, Result<AccrualReceipt>>
{
    public Task<Result<AccrualReceipt>> Handle(AccruePoints command, CancellationToken ct)
    {
        var request = command.Accrual.Read();
        return accounts.Decide(
            command,
            command.Account.Reference(
                ExternalReference.Of(ExternalReference.Accruals, request.Particulars.ExternalId)),
            account => account.Accrue(request).Then(accrual => AccrualReceipt.Of(accrual, account.State)),
            ct);
    }
}
