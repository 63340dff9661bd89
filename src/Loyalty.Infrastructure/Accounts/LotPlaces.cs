using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Tables;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>
/// Where a commit stores an account's lots, each in one place: on the account's row the pending ones and those active
/// ones that come first, in table "lot" the closed ones and those for which the row has no place. No active lot in the
/// table comes before one on the row in the order of spending, so that the row alone tells what a spend takes.
/// </summary>
sealed class LotPlaces
{
    /// <summary>With fewer active lots than that on the row, known ones move in from the table.</summary>
    const int Few = PackedLots.Most / 2;

    LotPlaces(IReadOnlyList<Lot> onRow, LotsBehind? behind) => (OnRow, Behind) = (onRow, behind);

    /// <summary>The lots on the row, in the order of what time does with them next.</summary>
    public IReadOnlyList<Lot> OnRow { get; }

    /// <summary>The active ones behind them; null: not all of these were looked at.</summary>
    public LotsBehind? Behind { get; }

    /// <summary>Lots that come to the table: new ones, and those that leave the row.</summary>
    public IReadOnlyList<Lot> Out { get; private init; } = [];

    /// <summary>Lots that change in the table.</summary>
    public IReadOnlyList<Lot> Changed { get; private init; } = [];

    /// <summary>Lots that leave the table for the row.</summary>
    public IReadOnlyList<Lot> In { get; private init; } = [];

    /// <param name="loaded">The lots that were on the row.</param>
    /// <param name="loadedSeq">The last entry that was there: later lots are new.</param>
    public static LotPlaces Of(LotSet loaded, int loadedSeq, Account account)
    {
        var state = account.State;
        var onRow = FirstOf(state, lot => lot.Id > loadedSeq || loaded.Find(lot.Id) is not null);
        var ids = onRow.Select(lot => lot.Id).ToHashSet();
        var left = loaded.Where(lot => !ids.Contains(lot.Id)).Select(lot => state.Lot(lot.Id)!);
        var changed = account.ChangedLots.Where(lot => !ids.Contains(lot.Id)).ToLookup(IsInTable);
        return new(onRow, BehindOf(state, onRow.LastOrDefault(lot => !lot.Pending)))
        {
            Out = [.. changed[false].UnionBy(left, lot => lot.Id).OrderBy(lot => lot.Id)],
            Changed = [.. changed[true].OrderBy(lot => lot.Id)],
            In = [.. onRow.Where(IsInTable).OrderBy(lot => lot.Id)],
        };

        bool IsInTable(Lot lot) => lot.Id <= loadedSeq && loaded.Find(lot.Id) is null;
    }

    /// <summary>In the order of what time does with them next.</summary>
    public static IEnumerable<Lot> InOrder(IEnumerable<Lot> lots) => lots
        .OrderBy(lot => (lot.Pending ? lot.DueAt : lot.ExpiresAt) ?? DateTimeOffset.MaxValue).ThenBy(lot => lot.Id);

    /// <summary>All pending ones while there is a place for an active one, and as many of these as fit.</summary>
    /// <param name="stays">Whether an open lot is on the row already, or new.</param>
    static List<Lot> FirstOf(AccountState state, Func<Lot, bool> stays)
    {
        var pending = InOrder(state.Lots.Where(lot => lot.Pending)).Take(PackedLots.Most - 1).ToList();

        // Before a lot behind the horizon there may be others, which are not known.
        var active = state.Lots.Where(lot => lot.IsActive && !IsAfter(lot, state.Horizon))
            .Take(PackedLots.Most - pending.Count).ToList();
        var count = active.Count(stays) < Few ? active.Count : active.FindLastIndex(lot => stays(lot)) + 1;
        return [.. InOrder(pending.Concat(active.Take(count)))];
    }

    /// <param name="last">The last active lot on the row; null: none is.</param>
    static LotsBehind? BehindOf(AccountState state, Lot? last)
    {
        if (state.Horizon is not null && state.Behind is null)
        {
            return null;
        }

        var known = Known(state.Lots.Where(lot => last is null || IsAfter(lot, last)), last);
        return state.Behind is not { } behind ? known
            : state.Horizon!.ExpiresAt == last?.ExpiresAt
                ? new(behind.Count + known.Count, behind.EndingAtHorizon + known.EndingAtHorizon)
            : known with { Count = behind.Count + known.Count };
    }

    /// <param name="last">The last active lot on the row; null: none is.</param>
    public static LotsBehind Known(IEnumerable<Lot> behind, Lot? last)
    {
        var active = behind.Where(lot => lot.IsActive).ToList();
        return new(active.Count, active.Where(lot => lot.EndsAt(last?.ExpiresAt)).Sum(lot => lot.Free));
    }

    static bool IsAfter(Lot lot, Lot? other) => other is not null && lot.CompareTo(other) > 0;
}
