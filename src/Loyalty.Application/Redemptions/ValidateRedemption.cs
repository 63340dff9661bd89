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

/// <summary>Would this redemption go through? The same decision as redeeming, without its effect.</summary>
public sealed record ValidateRedemption(
    [property: JsonIgnore] string Program,
    [property: JsonIgnore] MemberInput? Member,
    [property: JsonIgnore] string? PointsCurrency,
    Points? Points,
    string? Type,
    ParticularsInput Particulars,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TemporaryInput? Hold = null)
    : IRequest<Result<RedemptionQuote>>, IIdempotent, IRedemptionRequest
{
    public string? Type { get; init; } = Type ?? RedemptionType.Generic;
}

/// <summary>Whether a redemption would pass now, all reasons if not, and the largest amount that would.</summary>
public sealed record RedemptionQuote
{
    public required bool Redeemable { get; init; }

    public required Points Points { get; init; }

    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>Zero when no amount would pass.</summary>
    public required Points MaxRedeemable { get; init; }

    public required BalanceView Balance { get; init; }
}

public sealed class ValidateRedemptionValidator : AbstractValidator<ValidateRedemption>
{
    public ValidateRedemptionValidator()
    {
        Include(new RedemptionRequestValidator());
    }
}

public sealed class ValidateRedemptionHandler(IAccountStore accounts)
    : IRequestHandler<ValidateRedemption, Result<RedemptionQuote>>
{
    public Task<Result<RedemptionQuote>> Handle(ValidateRedemption query, CancellationToken ct)
    {
        var request = query.Read();
        return accounts.Ask<RedemptionQuote>(
            new MemberAccount(query.Program, query.PointsCurrency, query.Member!.Reference()),
            (account, on) => account.CheckRedemption(request, on).Then(check => new RedemptionQuote
            {
                Redeemable = check.Reasons.Count == 0,
                Points = request.Points.ToScale(account.State.Currency.Scale),
                Reasons = check.Reasons,
                MaxRedeemable = check.MaxRedeemable,
                Balance = BalanceView.Of(account.State, on.Now),
            }),
            ct);
    }
}
