using Loyalty.Api.Calls;

namespace Loyalty.Api.Refusals;

/// <summary>The service's own contract: API keys as bearer tokens, problem documents (RFC 9457).</summary>
sealed class ProblemDialect : Dialect
{
    const string Bearer = "Bearer ";
    const string ContentType = "application/problem+json";

    public override PathString? Prefix => null;

    /// <summary>One key in one place: two headers that say different things are no key.</summary>
    public override string? KeyOf(HttpRequest request)
    {
        var given = request.Headers.Authorization.Where(
            value => value?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true)
            .Select(value => value![Bearer.Length..].Trim())
            .Concat(request.Headers["X-Api-Key"].OfType<string>())
            .Distinct().ToList();
        return given.Count == 1 ? given[0] : null;
    }

    public override Task Refuse(HttpContext context, Refusal refusal)
    {
        if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        context.Response.StatusCode = refusal.Status;
        return context.Response.WriteAsJsonAsync(
            Problem.Of(refusal, context), ApiJson.Strict, ContentType, context.RequestAborted);
    }
}
