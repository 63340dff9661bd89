using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;
using Loyalty.Application.Json;
using Loyalty.Application.Pipeline;

namespace Loyalty.Api.Compat;

/// <summary>
/// Another vendor's contract, spoken so that its clients can't tell the difference. It translates, and has no rule of
/// its own.
/// </summary>
abstract class CompatDialect(CompatOptions options) : Dialect
{
    /// <summary>Answers, by dialect, call, the vendor's own code, and whether that is a refusal.</summary>
    static readonly Counter<long> Answers = LoyaltyTelemetry.Meter.CreateCounter<long>(
        "loyalty.compat.answers", "{answer}", "Answers in other vendors' contracts, by the vendor's code.");

    /// <summary>In settings, metrics, spans and log lines.</summary>
    public abstract string Name { get; }

    public CompatOptions Options => options;

    /// <summary>Counts an answer, and names the call on the request's span.</summary>
    /// <param name="code">The vendor's own.</param>
    public void Note(HttpContext context, string code, bool isRefusal)
    {
        var call = context.GetEndpoint()?.Metadata.GetMetadata<Call>()?.Id ?? "unknown";
        Answers.Add(
            1, new TagList { { "dialect", Name }, { "call", call }, { "code", code }, { "refused", isRefusal } });
        Activity.Current?.SetTag("loyalty.dialect", Name).SetTag("loyalty.call", call);
    }

    /// <summary>Says whatever it is in the client's form, and notes it.</summary>
    /// <param name="code">The vendor's own.</param>
    protected async Task Write(HttpContext context, int status, string code, bool isRefusal, JsonObject body)
    {
        Note(context, code, isRefusal);
        context.Response.StatusCode = status;
        var isXml = VendorForms.OfAnswer(context.Request) == VendorForm.Xml;
        context.Response.ContentType = isXml ? "application/xml; charset=utf-8" : "application/json; charset=utf-8";
        var content = isXml
            ? XmlMessage.Write(body)
            : Encoding.UTF8.GetBytes(body.ToJsonString(LoyaltyJson.Options));
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }
}
