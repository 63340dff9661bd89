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
    public static void AddLoyaltyTelemetry(this WebApplicationBuilder builder)
    {
        var exports = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

        // Scopes hold the request's path.
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.IncludeScopes) = (true, false));
        }
        else
        {
            builder.Logging.AddJsonConsole(console => console.IncludeScopes = false);
        }

        // The framework's own request logs have paths and query strings; ours are the pipeline's.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            .AddFilter("Loyalty.Api.Security", LogLevel.Warning).AddFilter("FastEndpoints", LogLevel.Warning)
                .AddFilter("Npgsql", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);

        // What nobody collects is not recorded: it would cost each request a tenth of its processor time.
        if (exports)
        {
            builder.Logging.AddOpenTelemetry(
                logging => (logging.IncludeScopes, logging.IncludeFormattedMessage) = (false, true));
            Collect(builder.Services).UseOtlpExporter();
        }
    }

    /// <summary>Records spans and metrics, for whichever exporter is added.</summary>
    public static OpenTelemetryBuilder Collect(IServiceCollection services) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("loyalty"))
        .WithTracing(tracing => tracing
            .AddAspNetCoreInstrumentation()
            .AddSource(LoyaltyTelemetry.Name)
            .AddNpgsql()
            .AddProcessor(new SafeTags()))
        .WithMetrics(metrics => metrics
            .AddAspNetCoreInstrumentation()
            .AddMeter(LoyaltyTelemetry.Name, "Npgsql", "System.Runtime"));
}
