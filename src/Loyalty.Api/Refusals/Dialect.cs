namespace Loyalty.Api.Refusals;

/// <summary>
/// How one contract speaks apart from its calls: where its credentials stand, and how it says no.
/// </summary>
public abstract class Dialect
{
    /// <summary>The start of the paths that it is spoken under; null: wherever no other is.</summary>
    public abstract PathString? Prefix { get; }

    /// <summary>The API key that a request brings; null when it brings none, or several.</summary>
    public abstract string? KeyOf(HttpRequest request);

    public abstract Task Refuse(HttpContext context, Refusal refusal);
}

/// <summary>All dialects that are spoken.</summary>
sealed class Dialects(IEnumerable<Dialect> all)
{
    readonly IReadOnlyList<Dialect> byPrefix = [.. all.Where(dialect => dialect.Prefix is not null)];
    readonly Dialect own = all.Single(dialect => dialect.Prefix is null);

    public Dialect Of(PathString path) =>
        byPrefix.FirstOrDefault(dialect => path.StartsWithSegments(dialect.Prefix!.Value)) ?? own;
}

static class DialectOfRequest
{
    /// <summary>The one that the request's path asks for.</summary>
    public static Dialect Dialect(this HttpContext context) =>
        context.RequestServices.GetRequiredService<Dialects>().Of(context.Request.Path);
}
