namespace Loyalty.Domain.Programs;

/// <summary>When the day and the month around a time began in a program's time zone.</summary>
public sealed record Periods(DateTimeOffset DayStart, DateTimeOffset MonthStart)
{
    public static Periods Around(DateTimeOffset time, string timeZone)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var day = TimeZoneInfo.ConvertTime(time, zone).Date;
        return new(FirstInstant(day, zone), FirstInstant(new DateTime(day.Year, day.Month, 1), zone));
    }

    /// <summary>
    /// A day may start twice (clocks go back over midnight: the earlier start counts), or its midnight may not exist
    /// (clocks go forward at midnight: it starts at the jump).
    /// </summary>
    static DateTimeOffset FirstInstant(DateTime midnight, TimeZoneInfo zone)
    {
        var offset = zone.IsInvalidTime(midnight) ? zone.GetUtcOffset(midnight.AddHours(-3))
            : zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max()
            : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
