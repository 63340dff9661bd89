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
    /// Lines for people in Development, of JSON elsewhere. Scopes are left out: they hold the request's path.
    /// </summary>
    public static void AddConsoleOf(this ILoggingBuilder logging, IHostEnvironment environment)
    {
        if (environment.IsDevelopment())
        {
            logging.AddSimpleConsole(console => (console.SingleLine, console.IncludeScopes) = (true, false));
        }
        else
        {
            logging.AddJsonConsole(console => console.IncludeScopes = false);
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

            // A start that fails is told in one line (Verbs).
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // What nobody collects is not recorded: spans cost each request much of a tenth of its processor time.
        if (exports)
        {
            builder.Logging.AddOpenTelemetry(
                logging => (logging.IncludeScopes, logging.IncludeFormattedMessage) = (false, true));
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

    /// <summary>Prometheus reads them there, without a key; they name programs and codes, nobody else.</summary>
    public static void MapMetrics(this WebApplication app, LoyaltyOptions options)
    {
        if (!options.HasMetrics)
        {
            return;
        }

        app.MapPrometheusScrapingEndpoint(MetricsPath).AllowAnonymous();
    }

    /// <summary>Where metrics have a port of their own, nothing else is there, and they are nowhere else.</summary>
    public static void UseMetricsPort(this WebApplication app, LoyaltyOptions options)
    {
        if (options.MetricsPort is { } port)
        {
            app.MapWhen(
                context => context.Connection.LocalPort == port != (context.Request.Path == MetricsPath),
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
