using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Promotions;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>What redeeme_points and accrue_points have in common.</summary>
/// <param name="Promotion">Its id, or its number as text.</param>
/// <param name="Temporary">Null: at once.</param>
sealed record Movement(
    Points? Points, string? Promotion, TemporaryInput? Temporary, ParticularsInput Particulars)
{
    public static Movement Of(VendorMessage sent)
    {
        var points = sent.Required("amount") is null ? null : sent.Amount("amount");
        var timeout = sent.Whole("temp_timeout_sec");
        return new(
            points,
            sent.Text("promotion_id"),
            sent.Flag("is_temp") ? new() { TimeoutSeconds = timeout } : null,
            new()
            {
                ExternalId = sent.Text("transaction_eid"),
                OccurredAt = sent.Time("created_at"),
                Metadata = sent.Object("external_data"),
            });
    }

    /// <summary>The promotion's id; null where none is named.</summary>
    public async Task<Result<string?>> PromotionId(string program, IMediator mediator, CancellationToken ct)
    {
        if (Promotion is null)
        {
            return (string?)null;
        }

        var found = await mediator.Send(new FindPromotion(program, Promotion), ct);
        return found.Decline is { } decline ? decline : found.Value.Id;
    }
}
