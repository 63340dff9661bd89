namespace Loyalty.Domain.Programs;

/// <summary>When the day and the month around a time began in a program's time zone.</summary>
public sealed record Periods(DateTimeOffset DayStart, DateTimeOffset MonthStart)
{
    public static Periods Around(DateTimeOffset time, string timeZone)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var day = LocalDay.Of(time, zone);
        return new(day.Start(zone), new DateOnly(day.Year, day.Month, 1).Start(zone));
    }
}
