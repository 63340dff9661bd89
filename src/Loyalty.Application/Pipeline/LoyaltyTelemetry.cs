using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Loyalty.Application.Pipeline;

/// <summary>The names under which this service shows its own work in traces and metrics.</summary>
public static class LoyaltyTelemetry
{
    public const string Name = "Loyalty";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);

    /// <summary>Seconds from the pipeline's start to the answer, by use_case, program, outcome and replayed.</summary>
    public static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "loyalty.use_case.duration", "s", "How long use cases take, by outcome code.",
        advice: new()
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });
}
