using System.Text.Json.Serialization;
using Loyalty.Api.Telemetry;
using Loyalty.Domain;

namespace Loyalty.Api.Refusals;

/// <summary>The one form in which the service says no (RFC 9457).</summary>
public sealed record Problem
{
    /// <summary>Names the kind of problem: "urn:loyalty:" and the code.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>For people, in the language asked for.</summary>
    public required string Detail { get; init; }

    /// <summary>For programs; docs/errors.md lists them.</summary>
    public required string Code { get; init; }

    public required string TraceId { get; init; }

    /// <summary>What is wrong with which field; 400 alone has it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldError>? Errors { get; init; }

    /// <summary>Every reason of a decline in the documented order; "code" is the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReasonView>? Reasons { get; init; }

    /// <summary>In the request's language, with its trace.</summary>
    public static Problem Of(Refusal refusal, HttpContext context)
    {
        var (decline, messages) = (refusal.Decline, Messages.For(context));
        var isDecline = decline.Kind is DeclineKind.Refused or DeclineKind.Conflict;
        return new()
        {
            Type = $"urn:loyalty:{decline.Code}",
            Title = Messages.English.Title(decline.Code),
            Status = refusal.Status,
            Detail = messages.Detail(decline.Reasons[0]),
            Code = decline.Code,
            TraceId = RequestLog.IdOf(context),
            Errors = refusal.Status == StatusCodes.Status400BadRequest
                ? [.. decline.Errors.Select(messages.Localize)]
                : null,
            Reasons = isDecline
                ? [.. decline.Reasons.Select(reason => new ReasonView(reason.Code, messages.Detail(reason)))]
                : null,
        };
    }
}

/// <summary>A reason as callers see it.</summary>
public sealed record ReasonView(string Code, string Message);
