using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Ledger;

/// <summary>Something stored that does not follow from the entries.</summary>
/// <param name="Account">Null: it is of several accounts.</param>
public sealed record Difference(AccountId? Account, int? Seq, string What, string Expected, string Found)
{
    public override string ToString() =>
        $"{(Account is { } account ? $"account {account.Number}" : "all accounts")}"
        + $"{(Seq is { } seq ? $" seq {seq}" : "")}: {What}: expected {Expected}, found {Found}";
}

/// <summary>
/// Recomputes an account from its entries alone, one after the other, and compares what is stored: running totals,
/// hash chain, lots, holds and redemptions, debt, the account's row.
/// </summary>
/// <param name="periods">Those of the account's usage as it is stored; null: it has none.</param>
public sealed class LedgerCheck(AccountId account, Periods? periods = null)
{
    /// <summary>Entries of earlier forms count as earned what is temporary.</summary>
    const int FirstFormOfPosted = 4;

    static readonly PointsCurrency AnyCurrency = new(0, "", "", Points.MaxScale, true);

    readonly List<Difference> differences = [];
    readonly AccountReplay replay = new(account, AnyCurrency);
    UsageBefore? usage = periods is null ? null : UsageBefore.Nothing(periods);

    /// <param name="entry">The entry as stored; its note only where it was not erased.</param>
    public void Add(Entry entry)
    {
        var before = replay.State;
        replay.Add(entry);
        var after = replay.State;
        Expect(entry.Seq, "seq", before.Seq + 1, entry.Seq);
        Expect(entry.Seq, "hash", Hex(HashChain.Next(before.LastHash, entry)), Hex(entry.Hash));
        Expect(entry.Seq, "amount", after.Balance - after.Debt - before.Balance + before.Debt, entry.Amount);
        Expect(entry.Seq, "available_change", after.Available - before.Available, entry.AvailableChange);
        Expect(entry.Seq, "balance_after", after.Balance, entry.BalanceAfter);
        Expect(entry.Seq, "available_after", after.Available, entry.AvailableAfter);
        Expect(entry.Seq, "redeemed_total", after.Redeemed, entry.RedeemedTotal);
        Expect(entry.Seq, "redeemed_count", after.RedeemedCount, entry.RedeemedCount);
        Expect(entry.Seq, "earned_total",
            entry.Form < FirstFormOfPosted ? after.Earned + replay.Temporary : after.Earned, entry.EarnedTotal);
        Expect(entry.Seq, "first_of_day",
            Entry.BeginsDay(before.LastEffectiveAt, entry.EffectiveAt), entry.IsFirstOfDay);
        Expect(entry.Seq, "debt not negative", true, after.Debt >= Points.Zero);
        Expect(entry.Seq, "lots of the entry", true, entry.Lots.All(change => replay.Lot(change.Lot) is { } lot
            && Points.Zero <= lot.Held && lot.Held <= lot.Remaining && lot.Remaining <= lot.Points));
        Expect(entry.Seq, "effective_at not before the previous", true, entry.EffectiveAt >= before.LastEffectiveAt);
        usage = usage?.With([entry]);
        if (entry.EffectiveAt < usage?.Periods.DayStart)
        {
            usage = usage with { EarnedBeforeDay = after.Earned + replay.Temporary };
        }

        if (entry.Note is { } note)
        {
            Expect(entry.Seq, "note_digest", Hex(note.Digest()), Hex(entry.NoteDigest ?? []));
        }
    }

    /// <summary>How many of each option's stock the account has, by number.</summary>
    public IEnumerable<KeyValuePair<int, int>> StockHeld() => replay.State.Redemptions.Values
        .Where(redemption => redemption.HasStock).CountBy(redemption => redemption.Reward!.Terms.Option!.Value);

    /// <summary>Compares what the entries come to with the rows beside them.</summary>
    /// <param name="stored">The account's row, with all of its lots and redemptions, ended ones included.</param>
    public IReadOnlyList<Difference> Finish(AccountState stored, DateTimeOffset? dueAt)
    {
        var state = replay.State;
        Expect(null, "last seq", state.Seq, stored.Seq);
        Expect(null, "head", Hex(state.LastHash), Hex(stored.LastHash));
        Expect(null, "balance", state.Balance, stored.Balance);
        Expect(null, "held", state.Held, stored.Held);
        Expect(null, "pending", state.Pending, stored.Pending);
        Expect(null, "debt", state.Debt, stored.Debt);
        Expect(null, "last effective_at", state.LastEffectiveAt, stored.LastEffectiveAt);
        Expect(null, "redeemed_total", state.Redeemed, stored.Redeemed);
        Expect(null, "redeemed_count", state.RedeemedCount, stored.RedeemedCount);
        Expect(null, "earned_total", state.Earned, stored.Earned);
        Expect(null, "expired_total", state.Expired, stored.Expired);
        Expect(null, "usage before the day and month", usage, stored.Usage);
        Expect(null, "open holds", state.Held, stored.OpenHolds.Sum(hold => hold.Points));
        Expect(null, "next due", Time(state.NextDueAt), Time(dueAt));
        CompareLots(state, stored);
        CompareRedemptions(state, stored);
        return differences;
    }

    void CompareLots(AccountState state, AccountState stored)
    {
        Expect(null, "number of lots", state.Lots.Count, stored.Lots.Count);
        var expected = state.Lots.ToDictionary(lot => lot.Id);
        foreach (var lot in stored.Lots)
        {
            if (!expected.TryGetValue(lot.Id, out var made))
            {
                Expect(lot.Id, "accrual of the lot", true, false);
                continue;
            }

            Expect(lot.Id, "points of the lot", made.Points, lot.Points);
            Expect(lot.Id, "remaining of the lot", made.Remaining, lot.Remaining);
            Expect(lot.Id, "held of the lot", made.Held, lot.Held);
            Expect(lot.Id, "pending of the lot", made.Pending, lot.Pending);
            Expect(lot.Id, "available_at of the lot", made.AvailableAt, lot.AvailableAt);
            Expect(lot.Id, "expires_at of the lot", made.ExpiresAt, lot.ExpiresAt);
            Expect(lot.Id, "original_expires_at of the lot", made.OriginalExpiresAt, lot.OriginalExpiresAt);
            Expect(lot.Id, "the lot's accrual", made, lot);
        }
    }

    void CompareRedemptions(AccountState state, AccountState stored)
    {
        // Plain ones are entries alone.
        Expect(null, "number of redemptions",
            state.Redemptions.Values.Count(redemption => !redemption.IsPlain), stored.Redemptions.Count);
        foreach (var redemption in stored.Redemptions.Values)
        {
            if (!state.Redemptions.TryGetValue(redemption.Id, out var expected))
            {
                Expect(redemption.Id, "first entry of the redemption", true, false);
                continue;
            }

            Expect(redemption.Id, "promotion of the redemption", expected.Promotion, redemption.Promotion);
            Expect(redemption.Id, "reward of the redemption", expected.Reward, redemption.Reward?.AsGiven());
            Expect(redemption.Id, "order of the redemption", expected.Opening.OrderRef, redemption.Opening.OrderRef);
            Expect(redemption.Id, "status of the redemption", expected.Status, redemption.Status);
            Expect(redemption.Id, "points of the redemption", expected.Points, redemption.Points);
            Expect(redemption.Id, "committed of the redemption", expected.Committed, redemption.Committed);
            Expect(redemption.Id, "released of the redemption", expected.Released, redemption.Released);
            Expect(redemption.Id, "cancelled of the redemption", expected.Cancelled, redemption.Cancelled);
            Expect(redemption.Id, "times of the redemption",
                (expected.HoldExpiresAt, expected.PostedAt, expected.EndedAt),
                (redemption.HoldExpiresAt, redemption.PostedAt, redemption.EndedAt));
        }
    }

    void Expect<T>(int? seq, string what, T expected, T found)
    {
        if (!Equals(expected, found))
        {
            differences.Add(new(account, seq, what, $"{expected}", $"{found}"));
        }
    }

    static string Time(DateTimeOffset? time) => time?.ToString("O") ?? "never";

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
