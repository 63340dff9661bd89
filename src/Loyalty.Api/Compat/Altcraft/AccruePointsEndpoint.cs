using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;

namespace Loyalty.Api.Compat.Altcraft;

sealed class AccruePointsEndpoint : AltcraftEndpoint
{
    protected override Call Call => Declare("accrue_points", "accrue_points", Scope.Accrue, loadsAccount: true);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfAccount(
        async account =>
        {
            var movement = Movement.Of(Sent);
            var (activation, expiration) = (Sent.Time("activation_date"), Sent.Time("expiration_date"));
            if (Sent.Error is { } error)
            {
                return error;
            }

            var promotion = await movement.PromotionId(account.Program, Mediator, ct);
            return promotion.Decline is { } unknown ? unknown : await Say(
                new AccruePoints(account, new AccrualInput
                {
                    Points = movement.Points,
                    PromotionId = promotion.Value,
                    AvailableAt = activation,
                    ExpiresAt = expiration,
                    Pending = movement.Temporary,
                    Particulars = movement.Particulars,
                }),
                receipt => Answer(receipt, ct),
                ct);
        }, ct);

    /// <summary>What was available before and after is on the entry alone.</summary>
    async Task<Result<JsonObject>> Answer(AccrualReceipt receipt, CancellationToken ct)
    {
        _ = TransactionNumber.TryParse(receipt.TransactionId, out var number);
        var found = await Mediator.Send(new GetTransaction(number), ct);
        if (found.Decline is { } decline)
        {
            return decline;
        }

        var entry = found.Value;
        return Data(new JsonObject
        {
            ["transaction_id"] = receipt.TransactionId,
            ["balance_before"] = (entry.AvailableAfter - entry.Points).ToScale(entry.AvailableAfter.Scale).ToString(),
            ["balance_after"] = entry.AvailableAfter.ToString(),
        });
    }
}
