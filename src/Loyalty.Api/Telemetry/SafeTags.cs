using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace Loyalty.Api.Telemetry;

/// <summary>
/// Lets only known tags leave with a span: paths, query strings, user agents and host names are a caller's text, and
/// may hold anything.
/// </summary>
sealed class SafeTags : BaseProcessor<Activity>
{
    static readonly FrozenSet<string> Known = new[]
    {
        "http.request.method", "http.route", "http.response.status_code", "url.scheme", "network.protocol.version",
        "error.type", "otel.status_code",
        "db.system.name", "db.system", "db.namespace", "db.name", "db.query.text", "db.statement", "db.operation.name",
        "db.npgsql.prepared", "db.response.status_code",
        "loyalty.program", "loyalty.outcome", "loyalty.dialect", "loyalty.call",
    }.ToFrozenSet();

    public override void OnEnd(Activity data)
    {
        foreach (var tag in data.TagObjects.Where(tag => !Known.Contains(tag.Key)).ToList())
        {
            data.SetTag(tag.Key, null);
        }

        data.TraceStateString = null;

        // A status description may quote an exception.
        if (data.StatusDescription is not null)
        {
            data.SetStatus(data.Status);
        }
    }
}
