using System.Globalization;
using Loyalty.Domain.Accounts;

namespace Loyalty.Domain.Ledger;

/// <summary>
/// Number of a transaction: account number × 2^21 + seq. Below 2^53, so exact in every JSON client, and it tells
/// where the entry is stored. Its text form is <c>txn_</c> and the number.
/// </summary>
public readonly record struct TransactionNumber(long Value)
{
    public const string Prefix = "txn_";

    const int SeqBits = 21;

    /// <summary>The highest seq an account can reach.</summary>
    public const int MaxSeq = (1 << SeqBits) - 1;

    public AccountId Account => new((int)(Value >> SeqBits));

    public int Seq => (int)(Value & MaxSeq);

    public static TransactionNumber Of(AccountId account, int seq) => new(((long)account.Number << SeqBits) + seq);

    public static bool TryParse(string? text, out TransactionNumber number)
    {
        number = default;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !long.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture,
                out var value)
            || value >> SeqBits is < 1 or > int.MaxValue)
        {
            return false;
        }

        number = new(value);
        return number.Seq > 0 && number.ToString() == text;
    }

    public override string ToString() => Prefix + Value.ToString(CultureInfo.InvariantCulture);
}
