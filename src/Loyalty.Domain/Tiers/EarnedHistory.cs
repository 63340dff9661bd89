namespace Loyalty.Domain.Tiers;

/// <summary>What somebody had earned in all, after each entry that changed it.</summary>
public sealed class EarnedHistory(IReadOnlyList<EarnedChange> changes)
{
    /// <summary>In the order of their time.</summary>
    public IReadOnlyList<EarnedChange> Changes { get; } = changes;

    public Points Total => TotalAfter(Changes.Count - 1);

    /// <summary>What had been earned in all right before a time.</summary>
    public Points TotalBefore(DateTimeOffset time)
    {
        var (first, end) = (0, Changes.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = Changes[middle].At < time ? (middle + 1, end) : (first, middle);
        }

        return TotalAfter(first - 1);
    }

    /// <summary>What had been earned in all after the change at that place; zero before the first one.</summary>
    public Points TotalAfter(int place) => place < 0 ? Points.Zero : Changes[place].Total;
}

/// <param name="At">The entry's effective_at.</param>
/// <param name="Total">After it.</param>
public sealed record EarnedChange(DateTimeOffset At, Points Total);
