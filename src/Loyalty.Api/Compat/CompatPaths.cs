using System.Text.RegularExpressions;
using Loyalty.Api.Refusals;

namespace Loyalty.Api.Compat;

/// <summary>
/// Where vendors' contracts are: behind a prefix of the operator's, or not at all, as the settings say. Some clients
/// join addresses with one slash too many.
/// </summary>
static partial class CompatPaths
{
    /// <summary>An address that nothing is at.</summary>
    const string Nowhere = "/nowhere";

    public static void UseCompatPaths(this WebApplication app)
    {
        var dialects = app.Services.GetServices<Dialect>().OfType<CompatDialect>().ToList();
        app.Use((context, next) =>
        {
            var path = new PathString(Slashes().Replace(context.Request.Path.Value!, "/"));
            foreach (var dialect in dialects)
            {
                var (prefix, start) = (dialect.Options.Prefix, dialect.Prefix!.Value);
                if (path.StartsWithSegments(prefix, out var rest) && rest.StartsWithSegments(start))
                {
                    (context.Request.PathBase, context.Request.Path) =
                        (prefix, dialect.Options.IsEnabled ? rest : Nowhere);
                }
                else if (path.StartsWithSegments(start))
                {
                    context.Request.Path = Nowhere;
                }
            }

            return next(context);
        });
    }

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}

/// <summary>How one vendor's contract is set up.</summary>
sealed record CompatOptions
{
    /// <summary>False: its addresses are not there.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>What its paths stand behind; empty: nothing.</summary>
    public PathString Prefix { get; init; } = PathString.Empty;

    /// <summary>Whether a refusal has its own status besides the vendor's code in the body; Altcraft's alone.</summary>
    public bool HasStatusFromError { get; init; }
}
