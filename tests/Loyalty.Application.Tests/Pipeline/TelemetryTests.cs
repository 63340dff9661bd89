using System.Diagnostics;
using System.Diagnostics.Metrics;
using Loyalty.Application.Accounts;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Microsoft.Extensions.Logging.Abstractions;

namespace Loyalty.Application.Tests.Pipeline;

[NonParallelizable]
public sealed class TelemetryTests
{
    static async Task<(IReadOnlyDictionary<string, object?> Metric, Activity Span)> Handle(
        Func<Task<Result<BalanceView>>> next)
    {
        var measured = new Dictionary<string, object?>();
        Activity? span = null;
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == LoyaltyTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
            {
                measured[tag.Key] = tag.Value;
            }
        });
        meters.Start();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LoyaltyTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped => span = stopped,
        };
        ActivitySource.AddActivityListener(spans);

        var request = Given.Request() with { Program = "demo" };
        var behavior = new TelemetryBehavior<GetBalance,
            Result<BalanceView>>(
                request, new(), NullLogger<TelemetryBehavior<GetBalance, Result<BalanceView>>>.Instance);
        try
        {
            await behavior.Handle(new(Given.AnnsAccount), default, () => next());
        }
        catch (TimeoutException)
        {
            // What the test threw; the behaviour lets it through.
            measured["thrown"] = true;
        }

        return (measured, span!);
    }

    [Test]
    public async Task A_use_case_is_measured_by_name_program_and_outcome()
    {
        var (metric, span) = await Handle(() => Task.FromResult<Result<BalanceView>>(Declines.MemberNotFound));
        Assert.That((metric["use_case"], metric["program"], metric["outcome"], metric["replayed"]),
            Is.EqualTo(("GetBalance", "demo", "member_not_found", false)));
        Assert.That((span.DisplayName, span.GetTagItem("loyalty.outcome")),
            Is.EqualTo(("GetBalance", "member_not_found")));
    }

    [Test]
    public async Task An_exception_is_an_error_and_goes_on()
    {
        var (metric, span) = await Handle(() => throw new TimeoutException());
        Assert.That((metric["outcome"], metric["thrown"], span.Status),
            Is.EqualTo(("error", true, ActivityStatusCode.Error)));
    }
}
