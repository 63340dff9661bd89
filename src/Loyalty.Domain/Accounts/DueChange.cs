namespace Loyalty.Domain.Accounts;

/// <summary>What time alone does to a lot, and when: it becomes active, or it expires.</summary>
sealed record DueChange(DateTimeOffset At, bool IsActivation, Lot Lot)
{
    /// <summary>All that is due by then, in order of time, then activation, then expiry, then lot.</summary>
    public static IReadOnlyList<DueChange> By(DateTimeOffset until, IReadOnlyCollection<Lot> lots)
    {
        var activations = lots.Where(lot => lot.Pending && lot.AvailableAt <= until)
            .Select(lot => new DueChange(lot.AvailableAt, true, lot));
        var expiries = lots.Where(lot => lot.ExpiresAt <= until && (!lot.Pending || lot.AvailableAt <= until))
            .Select(lot => new DueChange(lot.ExpiresAt!.Value, false, lot));
        return
        [
            .. activations.Concat(expiries)
                .OrderBy(due => due.At).ThenBy(due => !due.IsActivation).ThenBy(due => due.Lot.Id),
        ];
    }
}
