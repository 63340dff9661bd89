using System.Text.Json.Serialization;
using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using MediatR;

namespace Loyalty.Application.Redemptions;

/// <summary>Spends a member's points at once.</summary>
public sealed record RedeemPoints(
    [property: JsonIgnore] string Program,
    [property: JsonIgnore] MemberInput? Member,
    [property: JsonIgnore] string? PointsCurrency,
    Points? Points,
    string? Type,
    ParticularsInput Particulars) : IRequest<Result<RedemptionReceipt>>, IMovesPoints, IRedemptionRequest
{
    public string? Type { get; init; } = Type ?? RedemptionType.Generic;
}

/// <summary>What a redemption did, lot by lot.</summary>
public sealed record RedemptionReceipt
{
    public required string TransactionId { get; init; }

    public required long Number { get; init; }

    public required string Type { get; init; }

    public required string Status { get; init; }

    public required Points Points { get; init; }

    public required Points AvailableBefore { get; init; }

    public required Points AvailableAfter { get; init; }

    public required BalanceView Balance { get; init; }

    public required IReadOnlyList<ExpiringPoints> Lots { get; init; }

    public string? ExternalId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
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
        var who = new AccountReference(command.Program, command.PointsCurrency, command.Member!.Reference(),
            ExternalReference.Of(ExternalReference.Redemptions, command.Particulars.ExternalId));
        return accounts.Decide(
            who, (account, on) => account.Redeem(request, on).Then(redeemed => Receipt(redeemed, account.State)), ct);
    }

    static RedemptionReceipt Receipt(Redeemed redeemed, AccountState account)
    {
        var scale = account.Currency.Scale;
        return new()
        {
            TransactionId = redeemed.Entry.Number.ToString(),
            Number = redeemed.Entry.Number.Value,
            Type = redeemed.Entry.Kind,
            Status = RedemptionStatus.Posted,
            Points = (-redeemed.Entry.AvailableChange).ToScale(scale),
            AvailableBefore = redeemed.AvailableBefore.ToScale(scale),
            AvailableAfter = redeemed.Entry.AvailableAfter.ToScale(scale),
            Balance = BalanceView.Of(account, redeemed.Entry.EffectiveAt),
            Lots = [.. redeemed.Lots.Select(lot => new ExpiringPoints(lot.Points.ToScale(scale), lot.ExpiresAt))],
            ExternalId = redeemed.Entry.Particulars.ExternalId,
            OccurredAt = redeemed.Entry.OccurredAt,
        };
    }
}
