namespace Loyalty.Domain.Accounts;

/// <summary>Which lots a spend takes from: soonest expiring first, ties oldest first, never-expiring last.</summary>
static class LotPicker
{
    /// <summary>Null when lots behind the horizon would be needed, which were not loaded.</summary>
    public static IReadOnlyList<(Lot Lot, Points Points)>? Pick(AccountState state, Points wanted)
    {
        var takings = new List<(Lot, Points)>();
        if (wanted == Points.Zero)
        {
            return takings;
        }

        foreach (var lot in state.Lots.Where(lot => !lot.Pending && lot.Free > Points.Zero))
        {
            if (state.Horizon is { } horizon && lot.CompareTo(horizon) > 0)
            {
                return null;
            }

            var points = Points.Min(wanted, lot.Free);
            takings.Add((lot, points));
            wanted -= points;
            if (wanted == Points.Zero)
            {
                return takings;
            }
        }

        return null;
    }
}
