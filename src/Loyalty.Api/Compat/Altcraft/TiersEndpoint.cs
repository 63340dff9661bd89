using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Json;
using Loyalty.Application.Tiers;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>The tier that a profile has; a program has one group of tiers, number 1.</summary>
sealed class TiersEndpoint : AltcraftEndpoint
{
    const int OnlyGroup = 1;

    protected override Call Call => Declare("account/tiers", "account_tiers", Scope.Read, loadsAccount: true);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfAccount(
        async account =>
        {
            var group = Sent.Whole("tiers_group_id") ?? OnlyGroup;
            return Sent.Error is { } error ? error : await Say(
                new GetMemberTier(account with { PointsCurrency = null }),
                standing => Data(group == OnlyGroup && standing.Tier is { } tier ? new JsonArray(Row(tier)) : []), ct);
        }, ct);

    static JsonObject Row(HeldTierView tier) => new()
    {
        ["tiers_group_type"] = "cumulative",
        ["tier_eid"] = tier.Code,
        ["tier_id"] = tier.Number,
        ["tier_order"] = tier.Level,
        ["reached_at"] = TimeConverter.Text(tier.ReachedAt),
    };
}
