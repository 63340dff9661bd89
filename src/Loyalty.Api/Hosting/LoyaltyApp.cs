using System.Reflection;
using FastEndpoints;
using Loyalty.Api.Compat;
using Loyalty.Api.Compat.Altcraft;
using Loyalty.Api.OpenApi;
using Loyalty.Api.Refusals;
using Loyalty.Api.Security;
using Loyalty.Api.Telemetry;
using Loyalty.Application;
using Loyalty.Application.Json;
using Loyalty.Infrastructure;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Api.Hosting;

/// <summary>The service as a whole: what it is made of, and the way of a request through it.</summary>
public static class LoyaltyApp
{
    /// <param name="embedded">Connection string of the server that this process started; null: the settings have
    /// one.</param>
    /// <param name="configure">Further services, for tests.</param>
    /// <param name="furtherEndpoints">Where other endpoints are, for tests.</param>
    public static WebApplication Build(
        string[] args, string? embedded, Action<WebApplicationBuilder>? configure = null,
        params Assembly[] furtherEndpoints)
    {
        // Settings are read once, at start: nothing is to watch the folder's files for changes.
        var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
        builder.Configuration.AddSecretFiles();
        var options = LoyaltyOptions.Read(builder.Configuration, builder.Environment);
        var connectionString = embedded
            ?? ConnectionSettings.Read(builder.Configuration.GetConnectionString("Loyalty")!);

        builder.AddLimits();
        builder.AddLoyaltyTelemetry(options);
        builder.Services.ConfigureHttpJsonOptions(options => LoyaltyJson.Apply(options.SerializerOptions));
        builder.Services
            .AddSingleton(options)
            .AddApplication()
            .AddInfrastructure(connectionString, options.Retention)
            .AddSingleton<Readiness>()
            .AddApiKeyAuthentication()
            .AddSingleton<Faults>()
            .AddSingleton<Dialect, ProblemDialect>()
            .AddSingleton<Dialect>(new AltcraftDialect(options.Altcraft))
            .AddSingleton<Dialects>()
            .AddRateLimits()
            .AddOrigins(options)
            .AddHostedService<Startup>()
            .AddLoyaltyOpenApi()
            .AddFastEndpoints(options => options.Assemblies = [typeof(LoyaltyApp).Assembly, .. furtherEndpoints]);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseRequestLog();
        app.UseCompatPaths();
        app.UseMiddleware<RefusalMiddleware>();
        app.UseHeadAsGet();
        app.UseMetricsPort(options);

        // FastEndpoints tells all routes there, to anybody.
        app.Map("/_test_url_cache_", closed => closed.Run(Nothing));
        app.UseRouting();
        app.UseOrigins(options);
        app.UseReadiness();
        app.UseVendorBodies();
        app.UseAuthentication();
        app.UseRateLimits();
        app.UseAuthorization();
        app.UseFastEndpoints(config =>
        {
            config.Endpoints.ShortNames = true;
            config.Validation.UsePropertyNamingPolicy = false;
        });
        app.MapLoyaltyOpenApi();
        app.MapMetrics(options);
        return app;
    }

    internal static Task Nothing(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
