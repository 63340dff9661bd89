using Loyalty.Domain.Ledger;

namespace Loyalty.Infrastructure.Accounts.Save;

/// <summary>
/// The commit statement's lists: one element a row, accounts in the order in which they are to be locked.
/// </summary>
static class CommitParameters
{
    public static object Of(IReadOnlyList<Chain> chains, DateTimeOffset now)
    {
        var sorted = chains.OrderBy(chain => chain.Account.State.Id.Bucket)
            .ThenBy(chain => chain.Account.State.Id.Number).ToList();
        var states = sorted.ConvertAll(chain => chain.Account.State);
        var lots = Rows(sorted, chain => chain.Account.ChangedLots.OrderBy(lot => lot.Id));
        var redemptions = Rows(sorted, chain => chain.Account.ChangedRedemptions.OrderBy(redemption => redemption.Id));
        var entries = Rows(sorted, chain => chain.Account.Entries);
        var notes = entries.FindAll(row => row.Value.Note is not null);
        var outcomes = Rows(sorted, chain => chain.Outcomes);

        return new
        {
            Now = now,

            Buckets = Column(states, state => state.Id.Bucket),
            Accounts = Column(states, state => state.Id.Number),
            Versions = Column(sorted, chain => chain.LoadedVersion),
            Seqs = Column(states, state => state.Seq),
            Balances = Column(states, state => state.Balance.Value),
            Helds = Column(states, state => state.Held.Value),
            Pendings = Column(states, state => state.Pending.Value),
            Debts = Column(states, state => state.Debt.Value),
            Earneds = Column(states, state => state.Earned.Value),
            Redeemeds = Column(states, state => state.Redeemed.Value),
            RedeemedCounts = Column(states, state => state.RedeemedCount),
            Expireds = Column(states, state => state.Expired.Value),
            Hashes = Column(states, state => state.LastHash),
            EffectiveAts = Column(states, state => state.LastEffectiveAt),
            LotCounts = Column(sorted, chain => chain.Account.ChangedLots.Count),
            RedemptionCounts = Column(sorted, chain => chain.Account.ChangedRedemptions.Count),
            EntryCounts = Column(sorted, chain => chain.Account.Entries.Count),
            NoteCounts = Column(sorted, chain => chain.Account.Entries.Count(entry => entry.Note is not null)),
            OutcomeCounts = Column(sorted, chain => chain.Outcomes.Count),
            DueChangeds = Column(sorted, chain => chain.DueChanged),
            DueAts = Column(states, state => state.NextDueAt),

            LotAccounts = Column(lots, row => row.Account),
            LotNumbers = Column(lots, row => row.Value.Id),
            LotPoints = Column(lots, row => row.Value.Points.Value),
            LotRemainings = Column(lots, row => row.Value.Remaining.Value),
            LotHelds = Column(lots, row => row.Value.Held.Value),
            LotPendings = Column(lots, row => row.Value.Pending),
            LotOpens = Column(lots, row => row.Value.IsOpen),
            LotAvailableAts = Column(lots, row => row.Value.AvailableAt),
            LotExpiresAts = Column(lots, row => row.Value.ExpiresAt),
            LotOriginalExpiresAts = Column(lots, row => row.Value.OriginalExpiresAt),
            LotStatuses = Column(lots, row => row.Value.Status),
            LotPendingUntils = Column(lots, row => row.Value.PendingUntil),
            LotPostedAts = Column(lots, row => row.Value.PostedAt),
            LotReleaseds = Column(lots, row => row.Value.Released.Value),
            LotTakenBacks = Column(lots, row => row.Value.TakenBack.Value),

            RedemptionAccounts = Column(redemptions, row => row.Account),
            RedemptionNumbers = Column(redemptions, row => row.Value.Id),
            RedemptionStatuses = Column(redemptions, row => row.Value.Status),
            RedemptionTypes = Column(redemptions, row => row.Value.Type),
            RedemptionPoints = Column(redemptions, row => row.Value.Points.Value),
            RedemptionCommitteds = Column(redemptions, row => row.Value.Committed.Value),
            RedemptionReleaseds = Column(redemptions, row => row.Value.Released.Value),
            RedemptionCancelleds = Column(redemptions, row => row.Value.Cancelled.Value),
            RedemptionHoldExpiresAts = Column(redemptions, row => row.Value.HoldExpiresAt),
            RedemptionPostedAts = Column(redemptions, row => row.Value.PostedAt),
            RedemptionEndedAts = Column(redemptions, row => row.Value.EndedAt),

            EntryAccounts = Column(entries, row => row.Account),
            EntrySeqs = Column(entries, row => row.Value.Seq),
            EntryKinds = Column(entries, row => row.Value.Kind),
            EntryAmounts = Column(entries, row => row.Value.Amount.Value),
            EntryAvailableChanges = Column(entries, row => row.Value.AvailableChange.Value),
            EntryBalances = Column(entries, row => row.Value.BalanceAfter.Value),
            EntryAvailables = Column(entries, row => row.Value.AvailableAfter.Value),
            EntryRedeemedTotals = Column(entries, row => row.Value.RedeemedTotal.Value),
            EntryRedeemedCounts = Column(entries, row => row.Value.RedeemedCount),
            EntryRelatedSeqs = Column(entries, row => row.Value.RelatedSeq),
            EntryExternalIds = Column(entries, row => row.Value.Particulars.ExternalId),
            EntryOrderRefs = Column(entries, row => row.Value.Particulars.OrderRef),
            EntryReasons = Column(entries, row => row.Value.Particulars.Reason),
            EntryEffectiveAts = Column(entries, row => row.Value.EffectiveAt),
            EntryOccurredAts = Column(entries, row => row.Value.OccurredAt),
            EntryRecordedAts = Column(entries, row => row.Value.RecordedAt),
            EntryLots = Column(entries, row => LotsText.Write(row.Value.Lots)),
            EntryPolicyVersions = Column(entries, row => row.Value.PolicyVersion),
            EntryPerformedBys = Column(entries, row => row.Value.PerformedBy),
            EntryStores = Column(entries, row => row.Value.Particulars.Location?.Store),
            EntryTills = Column(entries, row => row.Value.Particulars.Location?.Till),
            EntryOpenUntils = Column(entries, row => row.Value.OpenUntil),
            EntryCountsAsEarneds = Column(entries, row => row.Value.CountsAsEarned),
            EntryNoteDigests = Column(entries, row => row.Value.NoteDigest),
            EntryHashes = Column(entries, row => row.Value.Hash),

            NoteAccounts = Column(notes, row => row.Account),
            NoteSeqs = Column(notes, row => row.Value.Seq),
            NoteSalts = Column(notes, row => row.Value.Note!.Salt),
            NoteDescriptions = Column(notes, row => row.Value.Note!.Description),
            NoteMetadatas = Column(notes, row => row.Value.Note!.Metadata),
            NoteExplanations = Column(notes, row => row.Value.Note!.Explanation),

            OutcomeAccounts = Column(outcomes, row => row.Account),
            OutcomeFamilies = Column(outcomes, row => row.Value.Family),
            OutcomeKeyNames = Column(outcomes, row => row.Value.KeyName),
            OutcomeKeys = Column(outcomes, row => row.Value.Key),
            OutcomeFingerprints = Column(outcomes, row => row.Value.Fingerprint),
            OutcomeResults = Column(outcomes, row => row.Value.Result),
        };
    }

    static List<(int Account, T Value)> Rows<T>(List<Chain> chains, Func<Chain, IEnumerable<T>> rows) =>
        [.. chains.SelectMany(chain => rows(chain).Select(row => (chain.Account.State.Id.Number, row)))];

    static TColumn[] Column<TRow, TColumn>(List<TRow> rows, Func<TRow, TColumn> column)
    {
        var values = new TColumn[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = column(rows[i]);
        }

        return values;
    }
}
