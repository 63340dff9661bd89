using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Microsoft.Extensions.Logging;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// Compares this instance's clock with the database's. Decisions use the instance's; one that is wrong would end lots
/// and holds before their time, so that a wrong clock changes nothing.
/// </summary>
public sealed partial class ClockWatch
{
    /// <summary>Beyond this the instance is degraded, and applies nothing by time alone.</summary>
    public static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(2);

    /// <summary>Beyond this it decides nothing.</summary>
    public static readonly TimeSpan Bearable = TimeSpan.FromSeconds(60);

    readonly TimeProvider clock;
    readonly ILogger<ClockWatch> logger;
    readonly bool isBlind;
    long difference;

    public ClockWatch(TimeProvider clock, ILogger<ClockWatch> logger)
        : this(clock, logger, isBlind: false)
    {
    }

    /// <param name="isBlind">For tests whose clock is not the world's.</param>
    internal ClockWatch(TimeProvider clock, ILogger<ClockWatch> logger, bool isBlind)
    {
        (this.clock, this.logger, this.isBlind) = (clock, logger, isBlind);
        LoyaltyTelemetry.Meter.CreateObservableGauge(
            "loyalty.clock.difference", () => Difference.TotalSeconds, "s",
            "How far this instance's clock is ahead of the database's; below zero, behind.");
    }

    /// <summary>As far as is certain: what a question took on its way is not counted.</summary>
    public TimeSpan Difference => TimeSpan.FromTicks(Volatile.Read(ref difference));

    public bool IsOff => Difference.Duration() > Tolerated;

    /// <summary>A question that took longer tells too little to end an alarm.</summary>
    static readonly TimeSpan Quick = TimeSpan.FromSeconds(0.5);

    /// <summary>When a question is asked; its answer's time lies between then and <see cref="Compare"/>.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    public void Compare(DateTimeOffset asked, DateTimeOffset database)
    {
        if (isBlind)
        {
            return;
        }

        var answered = clock.GetUtcNow();
        var found = asked > database ? asked - database
            : answered < database ? answered - database
            : TimeSpan.Zero;
        var wasOff = IsOff;
        if (answered - asked > Quick && found.Duration() < Difference.Duration())
        {
            return;
        }

        Volatile.Write(ref difference, found.Ticks);
        if (IsOff && !wasOff)
        {
            IsWrong(found.TotalSeconds);
        }
        else if (wasOff && !IsOff)
        {
            IsRight();
        }
    }

    /// <exception cref="StoreUnavailableException">The clock is so wrong that nothing may be decided by it.</exception>
    public void Demand()
    {
        if (Difference.Duration() > Bearable)
        {
            throw new StoreUnavailableException("This instance's clock is wrong.");
        }
    }

    [LoggerMessage(34, LogLevel.Error,
        "The clock is off the database's by {Seconds} s: nothing is applied by time; beyond 60 s nothing is decided")]
    private partial void IsWrong(double seconds);

    [LoggerMessage(35, LogLevel.Information, "The clock is right again")]
    private partial void IsRight();
}
