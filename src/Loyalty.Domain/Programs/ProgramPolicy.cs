using Loyalty.Domain.Rewards;

namespace Loyalty.Domain.Programs;

/// <summary>The rules of a program; a block that is absent has its defaults.</summary>
public sealed record ProgramPolicy
{
    public RedemptionPolicy Redemption { get; init; } = new();

    public HoldPolicy Hold { get; init; } = new();

    public CancellationPolicy Cancellation { get; init; } = new();

    public ExpiryPolicy Expiry { get; init; } = new();

    public EarningPolicy Earning { get; init; } = new();

    /// <summary>
    /// What points are worth without an option: at most one for a type, a currency and a points currency.
    /// </summary>
    public IReadOnlyList<ConversionRate> Rates { get; init; } = [];

    /// <summary>Null when the program has none for it.</summary>
    public ConversionRate? Rate(string type, string currency, PointsCurrency points) =>
        Rates.FirstOrDefault(rate => rate.Is(type, currency, points));

    /// <summary>True when decisions need to know what was redeemed or earned earlier in the day or month.</summary>
    public bool CountsUsage() => Redemption.CountsUsage() || Earning.MaxPointsPerDay is not null;

    /// <summary>
    /// All amounts of points among the blocks, by where they stand; rates have theirs in a currency each.
    /// </summary>
    public IEnumerable<(string Field, Points? Points)> Amounts() =>
    [
        ("redemption.min_points", Redemption.MinPoints), ("redemption.max_points", Redemption.MaxPoints),
        ("redemption.multiple_of", Redemption.MultipleOf),
        ("redemption.max_points_per_day", Redemption.MaxPointsPerDay),
        ("redemption.max_points_per_month", Redemption.MaxPointsPerMonth),
        ("earning.max_points_per_accrual", Earning.MaxPointsPerAccrual),
        ("earning.max_points_per_day", Earning.MaxPointsPerDay),
    ];
}

/// <summary>What accruals may bring; null sets no limit. Corrections by staff are not limited.</summary>
public sealed record EarningPolicy
{
    public Points? MaxPointsPerAccrual { get; init; }

    /// <summary>
    /// Per member's account and calendar day in the program's time zone: all that counts as earned, net of what was
    /// taken back on that day.
    /// </summary>
    public Points? MaxPointsPerDay { get; init; }
}

/// <summary>How long what is temporary may stay so: holds and temporary accruals.</summary>
public sealed record HoldPolicy
{
    /// <summary>The most that a program may allow: a year.</summary>
    public const int LongestTimeoutSeconds = 31_536_000;

    /// <summary>1…31536000; where it exceeds max_timeout_seconds, that counts.</summary>
    public int DefaultTimeoutSeconds { get; init; } = 900;

    /// <summary>1…31536000.</summary>
    public int MaxTimeoutSeconds { get; init; } = 2_592_000;

    public TimeSpan Timeout(int? seconds) =>
        TimeSpan.FromSeconds(seconds ?? Math.Min(DefaultTimeoutSeconds, MaxTimeoutSeconds));

    public TimeSpan LongestHold() => TimeSpan.FromSeconds(MaxTimeoutSeconds);
}

/// <summary>Until when and how far a posted transaction may be taken back.</summary>
public sealed record CancellationPolicy
{
    /// <summary>The longest window that is not endless: ten years.</summary>
    public const int LongestWindowSeconds = 315_360_000;

    /// <summary>Seconds from posting, 0…315360000; null sets no limit, absent is a day.</summary>
    public int? WindowSeconds { get; init; } = 86_400;

    /// <summary>True lets a correction take points that were spent already: the rest is debt.</summary>
    public bool AllowNegativeCorrection { get; init; }

    /// <summary>The window is half open: at its very end it is closed.</summary>
    public bool IsOpen(DateTimeOffset postedAt, DateTimeOffset time) =>
        WindowSeconds is not { } seconds || time < postedAt.AddSeconds(seconds);
}

/// <summary>When points become spendable and stop being so, where the accrual does not say.</summary>
public sealed record ExpiryPolicy
{
    /// <summary>A hundred years.</summary>
    public const int MostDays = 36_500;

    /// <summary>Days of 24 hours from becoming spendable, 1…36500; null: never.</summary>
    public int? AfterDays { get; init; }

    /// <summary>Days of 24 hours from the accrual, 0…36500.</summary>
    public int ActivationDelayDays { get; init; }

    /// <summary>Days of 24 hours that points stay spendable which return after their expiry, 0…36500.</summary>
    public int RestoredGraceDays { get; init; } = 30;

    /// <summary>
    /// When points expire that return at that time: as before while their time has not come; afterwards a grace later,
    /// but never beyond original expiry + longest hold + grace, so that no cancel and redo makes them immortal.
    /// </summary>
    public DateTimeOffset? OfReturned(Accounts.Lot lot, DateTimeOffset time, HoldPolicy hold)
    {
        if (lot.OriginalExpiresAt is not { } original || time < original)
        {
            return lot.ExpiresAt;
        }

        var grace = TimeSpan.FromDays(RestoredGraceDays);
        var last = original + hold.LongestHold() + grace;
        var restored = time + grace < last ? time + grace : last;
        return restored > lot.ExpiresAt ? restored : lot.ExpiresAt;
    }
}
