using Loyalty.Api.Hosting;
using Loyalty.Application.Pipeline;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Loyalty.Api.Telemetry;

/// <summary>
/// Logs, traces and metrics, exported by OTLP where OTEL_EXPORTER_OTLP_ENDPOINT says. They carry route templates,
/// never what a caller sent.
/// </summary>
static class LoyaltyTelemetrySetup
{
    const string MetricsPath = "/metrics";
    const string DefaultUrl = "http://localhost:5000";

    /// <summary>
    /// Lines for people in Development, of JSON elsewhere, with the request that they belong to (<see
    /// cref="RequestLog"/>). The web server's own scope, which has the request's path, is not made.
    /// </summary>
    public static void AddConsoleOf(this ILoggingBuilder logging, IHostEnvironment environment)
    {
        if (environment.IsDevelopment())
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
            });
        }
        else
        {
            logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                console.UseUtcTimestamp = true;
            });
        }
    }

    public static void AddLoyaltyTelemetry(this WebApplicationBuilder builder, LoyaltyOptions options)
    {
        var exports = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

        builder.Logging.ClearProviders().AddConsoleOf(builder.Environment);

        // The framework's own request logs have paths and query strings; ours are the pipeline's.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            .AddFilter("Loyalty.Api.Security", LogLevel.Warning).AddFilter("FastEndpoints", LogLevel.Warning)
                .AddFilter("Npgsql", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)

            // A start that fails is told in one line (Verbs).
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // What nobody collects is not recorded: spans cost each request much of a tenth of its processor time.
        if (exports)
        {
            builder.Logging.AddOpenTelemetry(
                logging => (logging.IncludeScopes, logging.IncludeFormattedMessage) = (true, true));
            CollectMetrics(CollectSpans(builder.Services)).UseOtlpExporter();
        }

        if (options.HasMetrics)
        {
            CollectMetrics(builder.Services.AddOpenTelemetry())
                .WithMetrics(metrics => metrics.AddPrometheusExporter());
            if (options.MetricsPort is { } port)
            {
                var urls = builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultUrl;
                builder.WebHost.UseUrls([.. urls.Split(';'), $"http://*:{port}"]);
            }
        }
    }

    /// <summary>
    /// Prometheus reads them there, without a key where they have a port of their own. Where the API is, what they tell
    /// of programs is told to who may export alone.
    /// </summary>
    public static void MapMetrics(this WebApplication app, LoyaltyOptions options)
    {
        if (!options.HasMetrics)
        {
            return;
        }

        app.MapPrometheusScrapingEndpoint(MetricsPath).WithMetadata(new HttpMethodMetadata(["GET"]));
        if (options.MetricsPort is null)
        {
            app.UseWhen(IsMetrics, metrics => metrics.Use(SeenMetrics.Answer));
        }
    }

    /// <summary>As routing sees it.</summary>
    static bool IsMetrics(HttpContext context) => MetricsPath.Equals(
        context.Request.Path.Value!.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Where metrics have a port of their own, nothing else is there, and they are nowhere else.</summary>
    public static void UseMetricsPort(this WebApplication app, LoyaltyOptions options)
    {
        if (options.MetricsPort is { } port)
        {
            app.MapWhen(
                context => context.Connection.LocalPort == port != IsMetrics(context),
                elsewhere => elsewhere.Run(LoyaltyApp.Nothing));
        }
    }

    /// <summary>Records spans, for whichever exporter is added.</summary>
    public static OpenTelemetryBuilder CollectSpans(IServiceCollection services) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("loyalty"))
        .WithTracing(tracing => tracing
            .AddAspNetCoreInstrumentation()
            .AddSource(LoyaltyTelemetry.Name)
            .AddNpgsql()
            .AddProcessor(new SafeTags()));

    /// <summary>The same for metrics.</summary>
    public static OpenTelemetryBuilder CollectMetrics(OpenTelemetryBuilder telemetry) => telemetry
        .ConfigureResource(resource => resource.AddService("loyalty"))
        .WithMetrics(metrics => metrics
            .SetExemplarFilter(ExemplarFilterType.TraceBased)
            .AddAspNetCoreInstrumentation()
            .AddMeter(LoyaltyTelemetry.Name, "Npgsql", "System.Runtime"));
}
