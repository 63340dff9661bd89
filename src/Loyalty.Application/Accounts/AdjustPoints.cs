using FluentValidation;
using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using MediatR;

namespace Loyalty.Application.Accounts;

/// <summary>Corrects a member's balance: staff adds points or takes them, and says why.</summary>
public sealed record AdjustPoints(AccountInput Account, AdjustmentInput Adjustment)
    : IRequest<Result<AccrualReceipt>>, IMovesPoints;

/// <summary>A correction.</summary>
public sealed record AdjustmentInput
{
    /// <summary>Signed.</summary>
    public Points? Points { get; init; }

    public string? Reason { get; init; }

    /// <summary>Whether it changes what the member has earned in all.</summary>
    public bool CountsAsEarned { get; init; } = true;

    public ParticularsInput Particulars { get; init; } = new();

    /// <summary>Call it on what the validator passed.</summary>
    public AdjustmentRequest Read() =>
        new(Points!.Value, CountsAsEarned, Particulars.Read() with { Explanation = Reason });
}

public sealed class AdjustPointsValidator : AbstractValidator<AdjustPoints>
{
    public AdjustPointsValidator()
    {
        RuleFor(command => command.Account).Unprefixed(new AccountInputValidator());
        RuleFor(command => command.Adjustment).Unprefixed(new AdjustmentInputValidator());
    }
}

public sealed class AdjustmentInputValidator : AbstractValidator<AdjustmentInput>
{
    public AdjustmentInputValidator()
    {
        RuleFor(adjustment => adjustment.Points).Required()
            .Must(points => points is null || points != Points.Zero).Fails(FieldCodes.Zero)
            .Must(points => points is null || (points <= Points.Max && -points.Value <= Points.Max))
                .Fails(FieldCodes.TooLarge, $"Must be at most {Points.Max}, with either sign.");
        RuleFor(adjustment => adjustment.Reason).Required().Text();
        RuleFor(adjustment => adjustment.Particulars).Unprefixed(new ParticularsInputValidator());
    }
}

public sealed class AdjustPointsHandler(IAccounts accounts) : IRequestHandler<AdjustPoints, Result<AccrualReceipt>>
{
    public Task<Result<AccrualReceipt>> Handle(AdjustPoints command, CancellationToken ct)
    {
        var request = command.Adjustment.Read();
        return accounts.Decide(
            command,
            command.Account.Reference(
                ExternalReference.Of(ExternalReference.Adjustments, request.Particulars.ExternalId)),
            account => account.Adjust(request).Then(adjustment => Receipt(adjustment, account.State)),
            ct);
    }

    static AccrualReceipt Receipt(Adjustment adjustment, AccountState account)
    {
        var entry = adjustment.Entry;
        return adjustment.Lot is { } lot
            ? AccrualReceipt.Of(Accrual.Of(entry, lot), account)
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
