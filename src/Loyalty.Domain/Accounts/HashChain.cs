using System.Security.Cryptography;
using System.Text;

namespace Loyalty.Domain.Accounts;

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
    /// A form is never changed: an entry tells by what it has which one it was written in. The second adds what holds,
    /// temporary accruals and adjustments have, and nothing else does.
    /// </summary>
    const string FirstForm = "1";
    const string SecondForm = "2";

    public static byte[] Next(byte[] previous, Entry entry)
    {
        var form = new StringBuilder(512);
        void Add(string? field) => form.Append(Canonical.Field(field));

        var isSecond = entry.OpenUntil is not null || entry.CountsAsEarned is not null;
        Add(isSecond ? SecondForm : FirstForm);
        Add(Canonical.Whole(entry.Account.Number));
        Add(Canonical.Whole(entry.Seq));
        Add(entry.Kind);
        Add(Canonical.Amount(entry.Amount));
        Add(Canonical.Amount(entry.AvailableChange));
        Add(Canonical.Amount(entry.BalanceAfter));
        Add(Canonical.Amount(entry.AvailableAfter));
        Add(Canonical.Amount(entry.RedeemedTotal));
        Add(Canonical.Whole(entry.RedeemedCount));
        Add(entry.RelatedSeq is { } related ? Canonical.Whole(related) : null);
        Add(entry.Particulars.ExternalId);
        Add(entry.Particulars.OrderRef);
        Add(Canonical.Time(entry.EffectiveAt));
        Add(Canonical.Time(entry.OccurredAt));
        Add(Canonical.Time(entry.RecordedAt));
        Add(LotsText.Write(entry.Lots));
        Add(Canonical.Whole(entry.PolicyVersion));
        Add(entry.PerformedBy);
        Add(entry.Particulars.Location?.Store);
        Add(entry.Particulars.Location?.Till);
        Add(entry.Particulars.Reason);
        Add(entry.NoteDigest is null ? null : Convert.ToHexStringLower(entry.NoteDigest));
        if (isSecond)
        {
            Add(entry.OpenUntil is { } openUntil ? Canonical.Time(openUntil) : null);
            Add(entry.CountsAsEarned?.ToString());
        }

        return SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(form.ToString())]);
    }
}
