using System.Globalization;
using System.Text.Json.Nodes;
using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>
/// Altcraft's loyalty API: a token that may stand in the body, and an envelope whose "error" is 0 or a number like
/// HTTP's.
/// </summary>
sealed class AltcraftDialect(CompatOptions options) : CompatDialect(options)
{
    const string Bearer = "Bearer ";

    public const string Path = "/api/v1.1";

    public override string Name => "altcraft";

    public override PathString? Prefix => Path;

    /// <summary>One token, wherever it stands: two that differ are none.</summary>
    public override string? KeyOf(HttpRequest request)
    {
        var given = new[]
        {
            request.HttpContext.Features.Get<VendorMessage>()?.Text("token"),
            request.Query["token"].ToString(),
            request.Headers.Authorization.ToString() is { } header
                && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                    ? header[Bearer.Length..].Trim() : null,
        }.Where(token => !string.IsNullOrEmpty(token)).Distinct().ToList();
        return given.Count == 1 ? given[0] : null;
    }

    public override Task Refuse(HttpContext context, Refusal refusal)
    {
        var (error, text) = AltcraftErrors.Of(refusal);
        if (error == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        var isFile = context.GetEndpoint()?.Metadata.GetMetadata<Call>() is { Method: Http.GET };
        return Write(context, isFile ? error : Status(error), error, text, []);
    }

    /// <param name="members">What stands beside the envelope's own members.</param>
    public Task Succeed(HttpContext context, JsonObject members) =>
        Write(context, StatusCodes.Status200OK, 0, "Successful operation", members);

    Task Write(HttpContext context, int status, int error, string text, JsonObject members)
    {
        var body = new JsonObject { ["error"] = error, ["error_text"] = text };
        foreach (var (name, value) in members.ToList())
        {
            members.Remove(name);
            body[name] = value;
        }

        return Write(context, status, error.ToString(CultureInfo.InvariantCulture), error != 0, body);
    }

    /// <summary>
    /// What the business says stands in the body alone, unless the settings want it otherwise. Faults and overload have
    /// their status always: whoever stands between, and tries again, goes by it. So has a file, which would be taken
    /// for what was asked for.
    /// </summary>
    int Status(int error) => Options.HasStatusFromError || error is StatusCodes.Status429TooManyRequests or >= 500
        ? error
        : StatusCodes.Status200OK;
}
