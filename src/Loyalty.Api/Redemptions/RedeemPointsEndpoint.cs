using Loyalty.Api.OpenApi;
using Loyalty.Api.Problems;
using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Api.Redemptions;

/// <summary>A redemption as it went through.</summary>
public sealed record RedemptionAnswer
{
    public required string TransactionId { get; init; }

    public required long Number { get; init; }

    public required string Type { get; init; }

    public required string Status { get; init; }

    public required Points Points { get; init; }

    public required Points AvailableBefore { get; init; }

    public required Points AvailableAfter { get; init; }

    public required BalanceView Balance { get; init; }

    /// <summary>Which lots gave how much, in the order of taking: soonest expiring first.</summary>
    public required IReadOnlyList<ExpiringPoints> Lots { get; init; }

    public string? ExternalId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>For people, in the language asked for.</summary>
    public required string Message { get; init; }
}

sealed class RedeemPointsEndpoint : LoyaltyEndpoint<RedemptionBody>
{
    public override void Configure()
    {
        Post("/v1/programs/{program}/redemptions");
        Permissions(Scope.Redeem);
        Document(new()
        {
            Id = nameof(RedeemPoints),
            Summary = "Spend points at once.",
            Scope = Scope.Redeem,
            Body = typeof(RedemptionBody),
            Answer = typeof(RedemptionAnswer),
            Status = StatusCodes.Status201Created,
            Idempotency = IdempotencyRule.Required,
            Problems =
            [
                (404, "member_not_found"), (404, "not_found"), (409, "external_id_taken"),
                .. Declines.RedemptionOrder.Select(code => (422, code)),
            ],
        });
    }

    protected override Task Handle(RedemptionBody body, CancellationToken ct) => Answer(
        new RedeemPoints(Program, body.Member, body.PointsCurrency, body.Points, body.Type, body.Particulars()),
        StatusCodes.Status201Created,
        Render,
        ct);

    RedemptionAnswer Render(RedemptionReceipt receipt) => new()
    {
        TransactionId = receipt.TransactionId,
        Number = receipt.Number,
        Type = receipt.Type,
        Status = receipt.Status,
        Points = receipt.Points,
        AvailableBefore = receipt.AvailableBefore,
        AvailableAfter = receipt.AvailableAfter,
        Balance = receipt.Balance,
        Lots = receipt.Lots,
        ExternalId = receipt.ExternalId,
        OccurredAt = receipt.OccurredAt,
        Message = Messages.For(HttpContext).Redeemed(receipt.Points),
    };
}
