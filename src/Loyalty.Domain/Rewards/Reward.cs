using System.Numerics;
using System.Security.Cryptography;
using Loyalty.Domain.Ledger;

namespace Loyalty.Domain.Rewards;

/// <summary>What a redemption gives, as it stands.</summary>
/// <param name="Terms">Fixed by the redemption's first entry.</param>
/// <param name="Value">Of the points that it took, or holds, and did not give back, or of all when it gave all back;
/// null: it is not counted in money.</param>
public sealed record Reward(RewardTerms Terms, Money? Value)
{
    /// <summary>Null before it is given, and for a reward without one.</summary>
    public Coupon? Coupon { get; init; }

    public Money? Fee => Value is null ? null : Terms.Fee?.Of(Value);

    /// <summary>The same for other points than before.</summary>
    public Reward For(Points points) => this with { Value = Terms.ValueOf(points) };
}

/// <summary>The code that a redemption gave out.</summary>
/// <param name="ExpiresAt">The last second at which it can be used; null: it has no end.</param>
public sealed record Coupon(string Code, DateTimeOffset? ExpiresAt)
{
    /// <summary>Letters and digits that nobody takes for one another, nor reads a word in.</summary>
    const string Alphabet = "34679CDFGHJKMNPQRTVWXY";

    /// <summary>22^16: more than 2^71 codes.</summary>
    public const int Length = 16;

    /// <summary>Valid to the end of that second.</summary>
    public bool HasEnded(DateTimeOffset time) => ExpiresAt is { } last && time >= last.AddSeconds(1);

    public static Coupon Of(RewardTerms terms, DateTimeOffset time, string timeZone, byte[] randomness) =>
        new(NewCode(randomness), terms.LastSecond(time, timeZone));

    public IEnumerable<KeyValuePair<string, string>> ToAbout()
    {
        yield return new(About.Code, Code);
        if (ExpiresAt is { } last)
        {
            yield return new(About.CodeExpiresAt, Canonical.Time(last));
        }
    }

    /// <summary>Null when an entry gave none.</summary>
    public static Coupon? Of(About about) => about[About.Code] is { } code
        ? new(code, about[About.CodeExpiresAt] is { } last ? Canonical.ReadTime(last) : null)
        : null;

    /// <summary>The randomness salts the note's digest, too: a code must not be told by that.</summary>
    static string NewCode(byte[] randomness)
    {
        var number = new BigInteger(SHA256.HashData([.. "coupon"u8, .. randomness]), isUnsigned: true);
        return string.Create(Length, number, (code, rest) =>
        {
            for (var i = 0; i < code.Length; i++)
            {
                rest = BigInteger.DivRem(rest, Alphabet.Length, out var place);
                code[i] = Alphabet[(int)place];
            }
        });
    }
}

/// <summary>How what a redemption gives stands.</summary>
public static class RewardStatus
{
    /// <summary>The points are only set aside.</summary>
    public const string Pending = "pending";
    public const string Active = "active";

    /// <summary>The code's last day is over.</summary>
    public const string Expired = "expired";

    /// <summary>The points went back.</summary>
    public const string Void = "void";
}
