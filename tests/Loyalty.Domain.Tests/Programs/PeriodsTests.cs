using System.Globalization;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Tests.Programs;

public sealed class PeriodsTests
{
    [TestCase("UTC", "2026-03-10T12:00:00Z", "2026-03-10T00:00:00Z", "2026-03-01T00:00:00Z")]
    [TestCase("Europe/Vilnius", "2026-03-09T22:00:00Z", "2026-03-09T22:00:00Z", "2026-02-28T22:00:00Z")]
    [TestCase("Europe/Vilnius", "2026-03-09T21:59:59Z", "2026-03-08T22:00:00Z", "2026-02-28T22:00:00Z")]
    // Clocks go forward in the night of 29 March 2026: the day has 23 hours, and the month's start is in winter time.
    [TestCase("Europe/Vilnius", "2026-03-29T12:00:00Z", "2026-03-28T22:00:00Z", "2026-02-28T22:00:00Z")]
    [TestCase("Europe/Vilnius", "2026-03-29T21:00:00Z", "2026-03-29T21:00:00Z", "2026-02-28T22:00:00Z")]
    // Clocks go back in the night of 25 October 2026: the day has 25 hours.
    [TestCase("Europe/Vilnius", "2026-10-25T21:59:59Z", "2026-10-24T21:00:00Z", "2026-09-30T21:00:00Z")]
    [TestCase("Europe/Vilnius", "2026-10-25T22:00:00Z", "2026-10-25T22:00:00Z", "2026-09-30T21:00:00Z")]
    // Midnight itself does not exist: Lebanon goes forward at 0:00 on 29 March 2026.
    [TestCase("Asia/Beirut", "2026-03-29T12:00:00Z", "2026-03-28T22:00:00Z", "2026-02-28T22:00:00Z")]
    // Midnight comes twice: Cuba goes back at 1:00 on 1 November 2026.
    [TestCase("America/Havana", "2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z", "2026-11-01T04:00:00Z")]
    [TestCase("America/Havana", "2026-11-01T04:30:00Z", "2026-11-01T04:00:00Z", "2026-11-01T04:00:00Z")]
    [TestCase("America/Havana", "2026-11-01T05:30:00Z", "2026-11-01T04:00:00Z", "2026-11-01T04:00:00Z")]
    public void Days_and_months_begin_at_the_zones_midnight(string zone, string time, string day, string month)
    {
        var periods = Periods.Around(Time(time), zone);
        Assert.That((periods.DayStart, periods.MonthStart), Is.EqualTo((Time(day), Time(month))));
    }

    static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
