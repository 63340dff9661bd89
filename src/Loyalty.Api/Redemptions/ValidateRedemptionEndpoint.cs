using System.Text.Json.Serialization;
using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;
using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Api.Redemptions;

/// <summary>Whether a redemption would go through now.</summary>
public sealed record ValidationView
{
    public required bool Redeemable { get; init; }

    public required Points Points { get; init; }

    /// <summary>What they would be worth; absent: nothing that is counted in money.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Value { get; init; }

    /// <summary>Every reason against it; empty when there is none.</summary>
    public required IReadOnlyList<ReasonView> Reasons { get; init; }

    /// <summary>The largest amount that would pass.</summary>
    public required RedeemableAmount MaxRedeemable { get; init; }

    public required BalanceView Balance { get; init; }
}

/// <param name="Points">"0.00" when no amount would pass.</param>
/// <param name="Value">What those are worth; absent: nothing that is counted in money.</param>
public sealed record RedeemableAmount(
    Points Points, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Money? Value);

sealed class ValidateRedemptionEndpoint : CallEndpoint<RedemptionBody>
{
    protected override Call Call => new(
        Http.POST, "/v1/programs/{program}/redemptions/validate", nameof(ValidateRedemption))
    {
        Summary = "Ask whether a redemption would go through; nothing moves. "
            + "With an Idempotency-Key the first answer is repeated, whatever has changed since.",
        Scope = Scope.Redeem,
        Answers = AnswerForm.Ok<ValidationView>(),
        Body = typeof(RedemptionBody),
        LoadsAccount = true,
        Idempotency = IdempotencyRule.Optional,
        Problems =
        [
            .. Call.NotFound("member_not_found", "promotion_not_found", "option_not_found", "not_found"),
            .. Call.Refused(["points_required", "currency_not_supported"]),
        ],
    };

    protected override Task<CallAnswer> Handle(RedemptionBody body, CancellationToken ct) => Answer(
        new ValidateRedemption(body.Account(Program), body.Input()), Render, ct);

    ValidationView Render(ValidationReceipt receipt)
    {
        var messages = Messages.For(HttpContext);
        return new()
        {
            Redeemable = receipt.Redeemable,
            Points = receipt.Points,
            Reasons = [.. receipt.Reasons.Select(reason => new ReasonView(reason.Code, messages.Detail(reason)))],
            Value = receipt.Value,
            MaxRedeemable = new(receipt.MaxRedeemable, receipt.MaxValue),
            Balance = receipt.Balance,
        };
    }
}
