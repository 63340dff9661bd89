namespace Loyalty.Domain.Accounts;

/// <summary>Something stored that does not follow from the entries.</summary>
public sealed record Difference(AccountId Account, int? Seq, string What, string Expected, string Found)
{
    public override string ToString() =>
        $"account {Account.Number}{(Seq is { } seq ? $" seq {seq}" : "")}: {What}: expected {Expected}, found {Found}";
}

/// <summary>
/// Recomputes an account from its entries alone, one after the other, and compares what is stored: running totals,
/// hash chain, lots, redemptions, the account's row.
/// </summary>
public sealed class LedgerCheck(AccountId account)
{
    readonly List<Difference> differences = [];
    readonly Dictionary<int, (Points Remaining, bool Pending, LotChange Made)> lots = [];
    readonly Dictionary<int, Entry> redemptions = [];
    Entry? last;
    Points earned;
    Points expired;

    /// <param name="entry">The entry as stored; its note only where it was not erased.</param>
    public void Add(Entry entry)
    {
        Expect(entry.Seq, "seq", (last?.Seq ?? 0) + 1, entry.Seq);
        Expect(entry.Seq, "hash", Hex(HashChain.Next(last?.Hash ?? HashChain.Start, entry)), Hex(entry.Hash));
        Expect(entry.Seq, "balance_after", (last?.BalanceAfter ?? Points.Zero) + entry.Amount, entry.BalanceAfter);
        Expect(entry.Seq, "available_after", (last?.AvailableAfter ?? Points.Zero) + entry.AvailableChange,
            entry.AvailableAfter);
        Expect(entry.Seq, "effective_at not before the previous", true, last is null
            || entry.EffectiveAt >= last.EffectiveAt);
        if (entry.Note is { } note)
        {
            Expect(entry.Seq, "note_digest", Hex(note.Digest()), Hex(entry.NoteDigest ?? []));
        }

        var redeemed = entry.Kind == EntryKind.Redemption ? -entry.Amount : Points.Zero;
        Expect(entry.Seq, "redeemed_total", (last?.RedeemedTotal ?? Points.Zero) + redeemed, entry.RedeemedTotal);
        Expect(entry.Seq, "redeemed_count",
            (last?.RedeemedCount ?? 0) + (entry.Kind == EntryKind.Redemption ? 1 : 0), entry.RedeemedCount);
        Expect(entry.Seq, "sum of lots", entry.Amount,
            entry.Kind == EntryKind.Accrual && entry.Amount == Points.Zero ? Points.Zero
                : entry.Lots.Sum(lot => lot.Points));
        Move(entry);
        last = entry;
    }

    /// <summary>Compares what the entries come to with the rows beside them.</summary>
    /// <param name="stored">The account's row, with all of its lots, closed ones included.</param>
    public IReadOnlyList<Difference> Finish(
        AccountState stored, IReadOnlyList<Redemption> storedRedemptions, DateTimeOffset? dueAt)
    {
        Expect(null, "last seq", last?.Seq ?? 0, stored.Seq);
        Expect(null, "head", Hex(last?.Hash ?? HashChain.Start), Hex(stored.LastHash));
        Expect(null, "balance", last?.BalanceAfter ?? Points.Zero, stored.Balance);
        Expect(null, "available", last?.AvailableAfter ?? Points.Zero, stored.Available);
        Expect(null, "debt", Points.Zero, stored.Debt);
        Expect(null, "last effective_at", last?.EffectiveAt ?? DateTimeOffset.UnixEpoch, stored.LastEffectiveAt);
        Expect(null, "redeemed_total", last?.RedeemedTotal ?? Points.Zero, stored.Redeemed);
        Expect(null, "redeemed_count", last?.RedeemedCount ?? 0, stored.RedeemedCount);
        Expect(null, "earned_total", earned, stored.Earned);
        Expect(null, "expired_total", expired, stored.Expired);
        Expect(null, "held of the lots", stored.Held, stored.Lots.Sum(lot => lot.Held));
        Expect(null, "pending", lots.Values.Where(lot => lot.Pending).Sum(lot => lot.Remaining), stored.Pending);
        Expect(null, "sum of active lots", stored.Balance, stored.Lots.Where(lot => !lot.Pending)
            .Sum(lot => lot.Remaining));
        Expect(null, "next due", stored.NextDueAt?.ToString("O") ?? "never", dueAt?.ToString("O") ?? "never");
        Expect(null, "number of lots", lots.Count, stored.Lots.Count);
        foreach (var lot in stored.Lots)
        {
            if (!lots.TryGetValue(lot.Id, out var expected))
            {
                Expect(lot.Id, "accrual of the lot", true, false);
                continue;
            }

            Expect(lot.Id, "remaining of the lot", expected.Remaining, lot.Remaining);
            Expect(lot.Id, "pending of the lot", expected.Pending, lot.Pending);
            Expect(lot.Id, "points of the lot", expected.Made.Points, lot.Points);
            Expect(lot.Id, "terms of the lot", expected.Made.Terms, new LotTerms(lot.AvailableAt, lot.ExpiresAt));
        }

        Expect(null, "number of redemptions", redemptions.Count, storedRedemptions.Count);
        foreach (var redemption in storedRedemptions)
        {
            var entry = redemptions.GetValueOrDefault(redemption.Id);
            var points = -(entry?.Amount ?? Points.Zero);
            Expect(redemption.Id, "points of the redemption", points, redemption.Points);
            Expect(redemption.Id, "committed of the redemption", points, redemption.Committed);
            Expect(redemption.Id, "posted_at of the redemption", entry?.EffectiveAt, redemption.PostedAt);
            Expect(redemption.Id, "status of the redemption", RedemptionStatus.Posted, redemption.Status);
        }

        return differences;
    }

    void Move(Entry entry)
    {
        foreach (var change in entry.Lots)
        {
            var (remaining, pending, made) = lots.GetValueOrDefault(change.Lot);
            lots[change.Lot] = entry.Kind switch
            {
                EntryKind.Accrual => (change.Points, entry.Amount == Points.Zero, change),
                EntryKind.Activation => (remaining, false, made),
                _ => (remaining + change.Points, pending, made),
            };
        }

        switch (entry.Kind)
        {
            case EntryKind.Accrual:
                earned += entry.Lots.Sum(lot => lot.Points);
                break;
            case EntryKind.Expiry:
                expired -= entry.Amount;
                break;
            case EntryKind.Redemption:
                redemptions[entry.Seq] = entry;
                break;
            default:
                break;
        }
    }

    void Expect<T>(int? seq, string what, T expected, T found)
    {
        if (!Equals(expected, found))
        {
            differences.Add(new(account, seq, what, $"{expected}", $"{found}"));
        }
    }

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
