using System.Text.Json.Serialization;
using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;
using Loyalty.Application;
using Loyalty.Application.Rewards;
using Loyalty.Domain;

namespace Loyalty.Api.Rewards;

/// <summary>An option as a member can have it now.</summary>
public sealed record OfferView
{
    public required int OptionId { get; init; }

    /// <summary>In the language asked for, or the member's, where the option has a name in it.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>generic, purchase_discount, free_product, voucher or cashback.</summary>
    public required string Type { get; init; }

    /// <summary>What it costs; of a variable option the least that can be redeemed.</summary>
    public required Points Points { get; init; }

    /// <summary>Of these points; absent: it is not counted in money.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Value { get; init; }

    /// <summary>Whether redeeming it would pass.</summary>
    public required bool Available { get; init; }

    /// <summary>Every reason against it; empty when there is none.</summary>
    public required IReadOnlyList<ReasonView> Reasons { get; init; }

    /// <summary>How many points the member has too few.</summary>
    public required Points PointsMissing { get; init; }

    /// <summary>How many are left; absent: any number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Stock { get; init; }

    /// <summary>Until then it can be had; null: for ever.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}

sealed class GetOffersEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/programs/{program}/members/{ref}/offers", nameof(GetOffers))
    {
        Summary = "What a member can have for points now, what not and why, in the order of the options' numbers.",
        Scope = Scope.Read,
        LoadsAccount = true,
        Answers = AnswerForm.Ok<Page<OfferView>>(),
        Query = [QueryParameter.PointsCurrency, .. QueryParameter.Paging],
        Problems = [.. Call.NotFound("member_not_found", "not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfAccount(account =>
        Answer(new GetOffers(account, Parameters.Page()), page => page.Select(Render), ct));

    OfferView Render(OfferReceipt offer)
    {
        var messages = Messages.For(HttpContext);
        return new()
        {
            OptionId = offer.Option.Id!.Value,
            Name = Messages.NameOf(offer.Option.Name, offer.Option.Names, HttpContext),
            Description = offer.Option.Description,
            Type = offer.Option.Type,
            Points = offer.Points,
            Value = offer.Value,
            Available = offer.Reasons.Count == 0,
            Reasons = [.. offer.Reasons.Select(reason => new ReasonView(reason.Code, messages.Detail(reason)))],
            PointsMissing = offer.Missing,
            Stock = offer.Left,
            EndsAt = offer.Option.EndsAt,
        };
    }
}
