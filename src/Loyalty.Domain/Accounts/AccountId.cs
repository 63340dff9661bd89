using Loyalty.Domain.Ledger;

namespace Loyalty.Domain.Accounts;

/// <summary>
/// Number of an account, 1…2^31−1. Its low 8 bits are the bucket, which every key of an owned table starts with.
/// </summary>
public readonly record struct AccountId(int Number)
{
    public short Bucket => Buckets.Of(Number);

    public TransactionNumber Transaction(int seq) => TransactionNumber.Of(this, seq);
}

/// <summary>
/// How rows are spread: 256 buckets, by the low bits of an owner's number or the hash of a looked-up value.
/// </summary>
public static class Buckets
{
    public const int Count = 256;

    public static short Of(int number) => (short)(number & (Count - 1));

    /// <summary>FNV-1a over the UTF-16 units: stable over processes and versions, as stored keys need.</summary>
    public static short Of(string value)
    {
        var hash = value.Aggregate(2166136261u, (hash, unit) => unchecked((hash ^ unit) * 16777619u));
        return (short)((hash ^ (hash >> 8) ^ (hash >> 16) ^ (hash >> 24)) & (Count - 1));
    }
}
