using System.Text.Json.Serialization;
using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using MediatR;

namespace Loyalty.Application.Redemptions;

/// <summary>Spends a member's points at once, or sets them aside until a commit takes them.</summary>
public sealed record RedeemPoints(
    [property: JsonIgnore] string Program,
    [property: JsonIgnore] MemberInput? Member,
    [property: JsonIgnore] string? PointsCurrency,
    Points? Points,
    string? Type,
    ParticularsInput Particulars,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TemporaryInput? Hold = null)
    : IRequest<Result<RedemptionReceipt>>, IMovesPoints, IRedemptionRequest
{
    public string? Type { get; init; } = Type ?? RedemptionType.Generic;
}

public sealed class RedeemPointsValidator : AbstractValidator<RedeemPoints>
{
    public RedeemPointsValidator()
    {
        Include(new RedemptionRequestValidator());
    }
}

public sealed class RedeemPointsHandler(IAccountStore accounts)
    : IRequestHandler<RedeemPoints, Result<RedemptionReceipt>>
{
    public Task<Result<RedemptionReceipt>> Handle(RedeemPoints command, CancellationToken ct)
    {
        var request = command.Read();
        var who = new MemberAccount(command.Program, command.PointsCurrency, command.Member!.Reference(),
            ExternalReference.Of(ExternalReference.Redemptions, command.Particulars.ExternalId));
        return accounts.Decide(
            who,
            (account, on) => account.Redeem(request, on)
                .Then(redeemed => RedemptionReceipt.Of(redeemed, account.State)),
            ct);
    }
}
