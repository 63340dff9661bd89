namespace Loyalty.Domain.Programs;

/// <summary>Calendar days of a time zone.</summary>
public static class LocalDay
{
    public static DateOnly Of(DateTimeOffset time, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);

    /// <summary>
    /// A day may start twice (clocks go back over midnight: the earlier start counts), or its midnight may not exist
    /// (clocks go forward at midnight: it starts at the jump).
    /// </summary>
    public static DateTimeOffset Start(this DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var offset = zone.IsInvalidTime(midnight) ? zone.GetUtcOffset(midnight.AddHours(-3))
            : zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max()
            : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
