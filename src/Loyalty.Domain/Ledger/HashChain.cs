using System.Security.Cryptography;

namespace Loyalty.Domain.Ledger;

/// <summary>
/// Each entry's hash covers the previous entry's hash and the entry's own canonical form, made from stored columns
/// alone. It shows an edit to anyone who does not rewrite all that follows.
/// </summary>
public static class HashChain
{
    public const int Length = 32;

    /// <summary>What the first entry of an account is chained to.</summary>
    public static readonly byte[] Start = new byte[Length];

    /// <summary>
    /// A form is never changed. The second adds what holds, temporary accruals and adjustments have; the third has that
    /// for every entry, and what was earned and what the entry is about. In the fourth, what was earned is without what
    /// is temporary.
    /// </summary>
    public const int LatestForm = 4;

    public static byte[] Next(byte[] previous, Entry entry)
    {
        var form = new CanonicalForm();
        form.Add($"{entry.Form}");
        form.Add(entry.Account.Number);
        form.Add(entry.Seq);
        form.Add(entry.Kind);
        form.Add(entry.Amount);
        form.Add(entry.AvailableChange);
        form.Add(entry.BalanceAfter);
        form.Add(entry.AvailableAfter);
        form.Add(entry.RedeemedTotal);
        form.Add(entry.RedeemedCount);
        form.Add(entry.RelatedSeq);
        form.Add(entry.Particulars.ExternalId);
        form.Add(entry.Particulars.OrderRef);
        form.Add(entry.EffectiveAt);
        form.Add(entry.OccurredAt);
        form.Add(entry.RecordedAt);
        form.Add(LotsText.Write(entry.Lots));
        form.Add(entry.PolicyVersion);
        form.Add(entry.PerformedBy);
        form.Add(entry.Particulars.Location?.Store);
        form.Add(entry.Particulars.Location?.Till);
        form.Add(entry.Particulars.Reason);
        form.Add(entry.NoteDigest is null ? null : Convert.ToHexStringLower(entry.NoteDigest));
        if (entry.Form >= 2)
        {
            form.Add(entry.OpenUntil);
            form.Add(entry.CountsAsEarned?.ToString());
        }

        if (entry.Form >= 3)
        {
            form.Add(entry.EarnedTotal);
            form.Add(entry.About.Text);
        }

        return SHA256.HashData([.. previous, .. form.ToUtf8()]);
    }
}
