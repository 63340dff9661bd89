using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Redemptions;

/// <summary>Spends a member's points at once, or sets them aside until a commit takes them.</summary>
public sealed record RedeemPoints(AccountInput Account, RedemptionInput Redemption)
    : IRequest<Result<RedemptionReceipt>>, IMovesPoints;

public sealed class RedeemPointsValidator : AbstractValidator<RedeemPoints>
{
    public RedeemPointsValidator()
    {
        RuleFor(command => command.Account).Unprefixed(new AccountInputValidator());
        RuleFor(command => command.Redemption).Unprefixed(new RedemptionInputValidator());
    }
}

public sealed class RedeemPointsHandler(IAccounts accounts) : IRequestHandler<RedeemPoints, Result<RedemptionReceipt>>
{
    public Task<Result<RedemptionReceipt>> Handle(RedeemPoints command, CancellationToken ct)
    {
        var request = command.Redemption.Read();
        return accounts.Decide(
            command,
            command.Account.Reference(
                ExternalReference.Of(ExternalReference.Redemptions, request.Particulars.ExternalId)) with
            {
                Expects = command.Redemption.Expects(),
            },
            account => account.Redeem(request).Then(redemption => RedemptionReceipt.Of(redemption, account.State)),
            ct);
    }
}
