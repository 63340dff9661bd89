using System.Diagnostics;
using System.Text.Json.Serialization;
using Loyalty.Api.Calls;
using Loyalty.Api.Security;
using Loyalty.Domain;

namespace Loyalty.Api.Refusals;

/// <summary>The one form in which the service says no (RFC 9457).</summary>
public sealed record Problem
{
    const string ContentType = "application/problem+json";

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

    /// <summary>The code-to-status table, as families of codes.</summary>
    public static int StatusOf(DeclineKind kind) => kind switch
    {
        DeclineKind.Invalid => StatusCodes.Status400BadRequest,
        DeclineKind.Unauthorized => StatusCodes.Status401Unauthorized,
        DeclineKind.Forbidden => StatusCodes.Status403Forbidden,
        DeclineKind.NotFound => StatusCodes.Status404NotFound,
        DeclineKind.Conflict => StatusCodes.Status409Conflict,
        DeclineKind.Refused => StatusCodes.Status422UnprocessableEntity,
        _ => throw new InvalidOperationException($"A caller never sees a decline of kind {kind}."),
    };

    public static PendingProblem Of(Decline decline) => new(StatusOf(decline.Kind), decline);

    public static PendingProblem Of(int status, string code) =>
        new(status, new Decline(DeclineKind.Invalid, [Reason.Of(code)], []));

    /// <summary>A problem that waits for the request that it answers: for its language and its trace.</summary>
    public sealed record PendingProblem(int Status, Decline Decline)
    {
        /// <summary>In the request's language, with its trace.</summary>
        public Problem For(HttpContext context)
        {
            var messages = Messages.For(context);
            var isDecline = Decline.Kind is DeclineKind.Refused or DeclineKind.Conflict;
            return new()
            {
                Type = $"urn:loyalty:{Decline.Code}",
                Title = Messages.English.Title(Decline.Code),
                Status = Status,
                Detail = messages.Detail(Decline.Reasons[0]),
                Code = Decline.Code,
                TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
                Errors = Status == StatusCodes.Status400BadRequest ? [.. Decline.Errors.Select(messages.Localize)]
                    : null,
                Reasons = isDecline ? [.. Decline.Reasons.Select(
                    reason => new ReasonView(reason.Code, messages.Detail(reason)))] : null,
            };
        }

        public async Task Write(HttpContext context)
        {
            // A fault of the service tells nothing that a key would be needed for.
            if (Status < StatusCodes.Status500InternalServerError
                && await ApiKeyAuthentication.Refusal(context) is { } refusal)
            {
                await refusal.Write(context);
                return;
            }

            if (Status == StatusCodes.Status503ServiceUnavailable)
            {
                context.Response.Headers.RetryAfter = "1";
            }

            if (Status == StatusCodes.Status401Unauthorized)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }

            context.Response.StatusCode = Status;
            await context.Response.WriteAsJsonAsync(For(context), ApiJson.Strict, ContentType, context.RequestAborted);
        }
    }
}

/// <summary>A reason as callers see it.</summary>
public sealed record ReasonView(string Code, string Message);
