using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Json;
using Loyalty.Application.Programs;
using Loyalty.Application.Promotions;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>Promotions by their numbers, page by page: the next begins with next_from_id.</summary>
sealed class TriggerPromotionsEndpoint : AltcraftEndpoint
{
    const int UsualLimit = 20;
    const int MaxLimit = 100;

    protected override Call Call => Declare("trigger_promotions", "trigger_promotions", Scope.Read);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfProgram(
        async program =>
        {
            var (from, limit) = (Sent.Whole("from_id") ?? 1, Sent.Whole("limit", 1, MaxLimit, UsualLimit));
            bool? active = Sent.Has("is_active") ? Sent.Flag("is_active") : null;
            return Sent.Error is { } error ? error : await Say(
                new CountPromotions(program, from, active, limit + 1), found => Page(program, found, limit, ct), ct);
        }, ct);

    async Task<Result<JsonObject>> Page(
        string program, CountedPromotions found, int limit, CancellationToken ct)
    {
        var asked = await Mediator.Send(new GetProgram(program), ct);
        if (asked.Decline is { } decline)
        {
            return decline;
        }

        var currencies = asked.Value.PointsCurrencies.ToDictionary(
            currency => currency.Code!, currency => currency.Number!.Value);
        return new JsonObject
        {
            ["data"] = new JsonArray([.. found.Data.Take(limit).Select(promotion => Row(promotion, currencies))]),
            ["next_from_id"] = found.Data.Count > limit ? found.Data[limit].Number : null,
            ["total_count"] = found.TotalCount,
        };
    }

    static JsonObject Row(Promotion promotion, Dictionary<string, int> currencies) => new()
    {
        ["id"] = promotion.Number,
        ["name"] = promotion.Name,
        ["description"] = promotion.Description,
        ["external_id"] = promotion.Id,
        ["start_date"] = TimeConverter.Text(promotion.StartsAt),
        ["end_date"] = TimeConverter.Text(promotion.EndsAt),
        ["is_active"] = promotion.Active,
        ["redeem_rules"] = new JsonArray([.. promotion.RedeemRules.Select(rule => new JsonObject
        {
            ["points_currency_iid"] = currencies[rule.PointsCurrency!],
            ["points_currency_eid"] = rule.PointsCurrency,
            ["static_amount"] = rule.StaticPoints?.ToString(),
            ["min_amount"] = rule.MinPoints?.ToString(),
            ["max_amount"] = rule.MaxPoints?.ToString(),
        })]),
        ["accrual_rules"] = new JsonArray([.. promotion.AccrualRules.Select(rule => new JsonObject
        {
            ["points_currency_iid"] = currencies[rule.PointsCurrency!],
            ["points_currency_eid"] = rule.PointsCurrency,
            ["static_amount"] = rule.StaticPoints?.ToString(),
            ["multiplier"] = rule.Multiplier?.ToString(),
        })]),
    };
}
