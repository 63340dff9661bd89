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
        "loyalty.use_case.duration", "s", "How long use cases take, by outcome code.");
}
