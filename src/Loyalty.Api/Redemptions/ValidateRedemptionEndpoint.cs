using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;
using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Api.Redemptions;

/// <summary>Whether a redemption would go through now.</summary>
public sealed record ValidationAnswer
{
    public required bool Redeemable { get; init; }

    public required Points Points { get; init; }

    /// <summary>Every reason against it; empty when there is none.</summary>
    public required IReadOnlyList<ReasonView> Reasons { get; init; }

    /// <summary>The largest amount that would pass.</summary>
    public required RedeemableAmount MaxRedeemable { get; init; }

    public required BalanceView Balance { get; init; }
}

/// <param name="Points">"0.00" when no amount would pass.</param>
public sealed record RedeemableAmount(Points Points);

sealed class ValidateRedemptionEndpoint : CallEndpoint<RedemptionBody>
{
    public override void Configure()
    {
        Post("/v1/programs/{program}/redemptions/validate");
        Permissions(Scope.Redeem);
        Document(new()
        {
            Id = nameof(ValidateRedemption),
            LoadsAccount = true,
            Summary = "Ask whether a redemption would go through; nothing moves. "
                + "With an Idempotency-Key the first answer is repeated, whatever has changed since.",
            Scope = Scope.Redeem,
            Body = typeof(RedemptionBody),
            Answer = typeof(ValidationAnswer),
            Idempotency = IdempotencyRule.Optional,
            Problems = [(404, "member_not_found"), (404, "not_found")],
        });
    }

    protected override Task Handle(RedemptionBody body, CancellationToken ct) => Answer(
        new ValidateRedemption(Program, body.Member, body.PointsCurrency, body.Points, body.Type, body.Particulars(),
            body.Hold),
        StatusCodes.Status200OK,
        Render,
        ct);

    ValidationAnswer Render(RedemptionQuote quote)
    {
        var messages = Messages.For(HttpContext);
        return new()
        {
            Redeemable = quote.Redeemable,
            Points = quote.Points,
            Reasons = [.. quote.Reasons.Select(reason => new ReasonView(reason.Code, messages.Detail(reason)))],
            MaxRedeemable = new(quote.MaxRedeemable),
            Balance = quote.Balance,
        };
    }
}
