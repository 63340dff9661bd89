using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accounts;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>What expires in a span of time, both ends included.</summary>
sealed class ExpiringPointsEndpoint : AltcraftEndpoint
{
    protected override Call Call => Declare(
        "account/expiring_points", "account_expiring_points", Scope.Read, loadsAccount: true);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfAccount(
        async account =>
        {
            var from = Sent.Required("date_from") is null ? null : Sent.Time("date_from");
            var to = Sent.Required("date_to") is null ? null : Sent.Time("date_to");
            return Sent.Error is { } error ? error : await Say(
                new GetExpirations(account, from, to, new(1, null, "")),
                expiring => Data(new JsonObject { ["expiring_points"] = expiring.Total.ToString() }), ct);
        }, ct);
}
