namespace Loyalty.Bench;

/// <summary>How long and how often is measured.</summary>
/// <param name="Rounds">How often yardstick and service take turns; the median of the rounds is reported.</param>
/// <param name="Slice">Length of one measurement.</param>
/// <param name="Warmup">Load before the first measurement, so that code is compiled and pages are in memory.</param>
sealed record Plan(string Name, int Rounds, TimeSpan Slice, TimeSpan Warmup)
{
    public static readonly Plan Full =
        new("full", 3, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(45));

    public static readonly Plan Quick =
        new("quick", 1, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(16));

    public static readonly Plan Growth =
        new("growth", 3, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(8));
}
