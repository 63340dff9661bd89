using System.Text.Json.Serialization;
using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Redemptions;

/// <summary>Would this redemption go through? The same decision as redeeming, without its effect.</summary>
public sealed record ValidateRedemption(AccountInput Account, RedemptionInput Redemption)
    : IRequest<Result<ValidationReceipt>>, IIdempotent;

/// <summary>Whether a redemption would pass now, all reasons if not, and the largest amount that would.</summary>
public sealed record ValidationReceipt
{
    public required bool Redeemable { get; init; }

    public required Points Points { get; init; }

    /// <summary>What they would be worth; absent: nothing that is counted in money.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Value { get; init; }

    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>Zero when no amount would pass.</summary>
    public required Points MaxRedeemable { get; init; }

    /// <summary>What those are worth; absent: nothing that is counted in money.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? MaxValue { get; init; }

    public required BalanceView Balance { get; init; }
}

public sealed class ValidateRedemptionValidator : AbstractValidator<ValidateRedemption>
{
    public ValidateRedemptionValidator()
    {
        RuleFor(query => query.Account).Unprefixed(new AccountInputValidator());
        RuleFor(query => query.Redemption).Unprefixed(new RedemptionInputValidator());
    }
}

public sealed class ValidateRedemptionHandler(IAccounts accounts)
    : IRequestHandler<ValidateRedemption, Result<ValidationReceipt>>
{
    public Task<Result<ValidationReceipt>> Handle(ValidateRedemption query, CancellationToken ct)
    {
        var request = query.Redemption.Read();
        return accounts.AskOnce(
            query,
            query.Account.Reference() with { Expects = query.Redemption.Expects() },
            account => account.CheckRedemption(request).Then(check => new ValidationReceipt
            {
                Redeemable = check.Reasons.Count == 0,
                Points = check.Points.ToScale(account.State.Currency.Scale),
                Reasons = check.Reasons,
                Value = check.Value,
                MaxRedeemable = check.MaxRedeemable,
                MaxValue = check.MaxValue,
                Balance = BalanceView.Of(account.State, account.Occasion.Now),
            }),
            ct);
    }
}
