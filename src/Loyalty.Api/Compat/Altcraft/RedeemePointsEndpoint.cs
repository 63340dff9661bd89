using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Redemptions;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>redeeme_points: the misspelling is the vendor's.</summary>
sealed class RedeemePointsEndpoint : AltcraftEndpoint
{
    protected override Call Call => Declare("redeeme_points", "redeeme_points", Scope.Redeem, loadsAccount: true);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfAccount(
        async account =>
        {
            var movement = Movement.Of(Sent);
            if (Sent.Error is { } error)
            {
                return error;
            }

            var promotion = await movement.PromotionId(account.Program, Mediator, ct);
            return promotion.Decline is { } unknown ? unknown : await Say(
                new RedeemPoints(account, new RedemptionInput
                {
                    Points = movement.Points,
                    PromotionId = promotion.Value,
                    Hold = movement.Temporary,
                    Particulars = movement.Particulars,
                }),
                receipt => Data(new JsonObject
                {
                    ["transaction_id"] = receipt.TransactionId,
                    ["balance_before"] = receipt.AvailableBefore.ToString(),
                    ["balance_after"] = receipt.AvailableAfter.ToString(),
                }),
                ct);
        }, ct);
}
