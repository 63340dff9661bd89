using Loyalty.Domain.Ledger;

namespace Loyalty.Domain.Accounts;

/// <summary>What holds for every account at every moment: its parts add up to its totals.</summary>
static class Conservation
{
    /// <summary>Points in active lots that were not loaded: none where everything is.</summary>
    public static Points Unloaded(AccountState state)
    {
        var unloaded = state.Balance - ActiveSum(state);
        Holds(state.Horizon is null ? unloaded == Points.Zero : unloaded >= Points.Zero, "active lots and balance");
        return unloaded;
    }

    /// <exception cref="ConservationException">Something does not add up.</exception>
    public static void Assert(
        AccountState loaded, AccountState state, Points unloaded, IReadOnlyList<Entry> added)
    {
        Holds(ActiveSum(state) + unloaded == state.Balance, "active lots and balance");
        Holds(PendingSum(state) == state.Pending, "pending lots and pending");
        Holds(state.OpenHolds.Sum(hold => hold.Points) == state.Held, "open holds and held");
        Holds(HeldByLot(state), "held of a lot and open holds");
        Holds(Points.Zero <= state.Held && state.Held <= state.Balance, "held and balance");
        Holds(state.Balance >= Points.Zero && state.Debt >= Points.Zero, "balance and debt not negative");
        Holds(state.Lots.All(lot => Points.Zero <= lot.Held && lot.Held <= lot.Remaining
            && lot.Remaining <= lot.Points), "held, remaining and points of a lot");
        Holds(state.Lots.All(lot => Points.Zero <= lot.Released && Points.Zero <= lot.Cancelled
            && Points.Zero <= lot.Cancellable && Points.Zero < lot.Points), "released, cancelled and points of a lot");
        var moved = added.Sum(entry => entry.Amount);
        Holds(loaded.Balance - loaded.Debt + moved == state.Balance - state.Debt, "entries and balance");
        if (added.Count > 0)
        {
            Holds(added[^1].BalanceAfter == state.Balance && added[^1].AvailableAfter == state.Available
                && added[^1].Seq == state.Seq, "last entry and account");
        }
    }

    static Points ActiveSum(AccountState state) => state.Lots.Where(lot => !lot.Pending).Sum(lot => lot.Remaining);

    static Points PendingSum(AccountState state) => state.Lots.Where(lot => lot.Pending).Sum(lot => lot.Remaining);

    static bool HeldByLot(AccountState state)
    {
        if (state.Held == Points.Zero)
        {
            return state.Lots.All(lot => lot.Held == Points.Zero);
        }

        var held = state.OpenHolds.SelectMany(hold => hold.Takings).ToLookup(taking => taking.Lot);
        return state.Lots.All(lot => lot.Held == held[lot.Id].Sum(taking => taking.Points));
    }

    static void Holds(bool holds, string what)
    {
        if (!holds)
        {
            throw new ConservationException(what);
        }
    }
}

/// <summary>An account whose parts contradict each other; a bug or an edit by hand, never a caller's doing.</summary>
public sealed class ConservationException(string what) : InvalidOperationException($"Not conserved: {what}");
