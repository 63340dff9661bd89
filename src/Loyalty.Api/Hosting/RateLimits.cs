using System.Globalization;
using System.Threading.RateLimiting;
using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;
using Loyalty.Api.Security;
using Loyalty.Application;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Loyalty.Api.Hosting;

/// <summary>
/// How many requests each key may make in a second, where that is set; requests without a valid key count together.
/// What is refused was not looked at: it may be sent again as it is.
/// </summary>
static class RateLimits
{
    static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services
        .AddRateLimiter(_ => { })
        .AddOptions<RateLimiterOptions>().Configure<LoyaltyOptions>((limiter, options) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
                context => IsCounted(context) && options.PermitsPerSecond is { } permits
                    ? RateLimitPartition.GetFixedWindowLimiter(KeyOf(context), _ => new()
                    {
                        PermitLimit = permits,
                        Window = Window,
                        QueueLimit = 0,
                    })
                    : RateLimitPartition.GetNoLimiter(""));
            limiter.OnRejected = async (rejected, _) =>
            {
                var context = rejected.HttpContext;
                Tell(context, options.PermitsPerSecond!.Value, 0);
                context.Response.Headers.RetryAfter = Seconds(Window);
                await context.Refuse(Refusal.Of(StatusCodes.Status429TooManyRequests));
            };
        }).Services;

    /// <summary>After authentication, which tells whose requests are counted.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        if (app.Services.GetRequiredService<LoyaltyOptions>().PermitsPerSecond is not { } permits)
        {
            return;
        }

        var limiter = app.Services.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter!;
        app.UseRateLimiter();
        app.Use((context, next) =>
        {
            if (IsCounted(context))
            {
                Tell(context, permits, limiter.GetStatistics(context)?.CurrentAvailablePermits ?? permits);
            }

            return next(context);
        });
    }

    /// <summary>Calls that need no key, health above all, are never refused.</summary>
    static bool IsCounted(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Call>() is { Scope: not null };

    static string KeyOf(HttpContext context)
    {
        var caller = context.Features.Get<AuthenticatedKey>()?.Caller ?? Caller.Nobody;
        return $"{caller.Operator}/{caller.KeyName}";
    }

    static void Tell(HttpContext context, long permits, long left)
    {
        context.Response.Headers["RateLimit-Limit"] = permits.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["RateLimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["RateLimit-Reset"] = Seconds(Window);
    }

    static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
