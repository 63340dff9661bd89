using System.Text;
using System.Text.RegularExpressions;
using Loyalty.Api.Security;
using Loyalty.Application;
using Loyalty.Application.Ports;

namespace Loyalty.Api.Telemetry;

/// <summary>Metrics where the API is: without the programs that the caller's key may not see.</summary>
static partial class SeenMetrics
{
    public static async Task Answer(HttpContext context, RequestDelegate next)
    {
        var caller = context.Features.Get<AuthenticatedKey>()?.Caller;
        var owners = context.RequestServices.GetRequiredService<IProgramOwners>();
        var seen = new Dictionary<string, bool> { [""] = true };
        var response = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = response;
        }

        if (whole.Length == 0)
        {
            return;
        }

        var lines = new List<string>();
        foreach (var line in Encoding.UTF8.GetString(whole.GetBuffer().AsSpan(0, (int)whole.Length)).Split('\n'))
        {
            if (ProgramLabel().Match(line) is not { Success: true } label || await Sees(label.Groups[1].Value))
            {
                lines.Add(line);
            }
        }

        context.Response.ContentLength = null;
        await context.Response.WriteAsync(string.Join('\n', lines), context.RequestAborted);

        async Task<bool> Sees(string program)
        {
            if (!seen.TryGetValue(program, out var sees))
            {
                sees = caller is not null && caller.May(Scope.Export)
                    && await owners.OperatorOf(program, context.RequestAborted) is { } owner
                    && caller.Sees(owner, program);
                seen[program] = sees;
            }

            return sees;
        }
    }

    [GeneratedRegex("[{,]program=\"([^\"]*)\"")]
    private static partial Regex ProgramLabel();
}
