using System.Numerics;
using System.Security.Cryptography;
using Loyalty.Domain.Ledger;

namespace Loyalty.Domain.Rewards;

/// <summary>The code that a redemption gave out, or will give, and what became of it.</summary>
/// <param name="ExpiresAt">The last second at which it can be used; null: it has no end.</param>
public sealed record Coupon(string Code, DateTimeOffset? ExpiresAt)
{
    /// <summary>Letters and digits that nobody takes for one another, nor reads a word in.</summary>
    const string Alphabet = "34679CDFGHJKMNPQRTVWXY";

    /// <summary>Of one that is made here, 22^16: more than 2^71 codes.</summary>
    public const int Length = 16;

    /// <summary>Of one that the caller chose.</summary>
    public const int MaxLength = 64;

    /// <summary>Null: it was not used, or that was taken back.</summary>
    public CouponUse? Use { get; init; }

    /// <summary>Null: nobody holds it; one whose time is over is none.</summary>
    public CouponHold? Hold { get; init; }

    /// <summary>Why a use was taken back last, as staff said it.</summary>
    public string? UnuseReason { get; init; }

    /// <summary>As it was given, which is what the entries tell.</summary>
    public Coupon AsGiven() => new(Code, ExpiresAt);

    /// <summary>Valid to the end of that second.</summary>
    public bool HasEnded(DateTimeOffset time) => ExpiresAt is { } last && time >= last.AddSeconds(1);

    public bool IsHeld(DateTimeOffset time) => Hold is not null && time < Hold.Until;

    public static string NewCode(byte[] randomness)
    {
        // The same bytes salt the note's digest: a code must not be told by that.
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
}

/// <param name="Member">Number of the member who used it; null: it was not said.</param>
/// <param name="OrderId">The caller's own id of what it was used for.</param>
public sealed record CouponUse(DateTimeOffset At, int? Member, string? OrderId);

/// <summary>A coupon is set aside for a shop.</summary>
/// <param name="KeyLine">Line of the API key that holds it.</param>
/// <param name="Store">Of the shop; null: it was not said.</param>
public sealed record CouponHold(DateTimeOffset Until, string KeyLine, string? Store)
{
    /// <summary>A shop is told by its key, and by its store where both sides say it.</summary>
    public bool IsOf(string keyLine, string? store) =>
        KeyLine == keyLine && (Store is null || store is null || Store == store);
}

/// <summary>Who wants to use a coupon, and for what.</summary>
/// <param name="KeyLine">Line of the API key that asks.</param>
/// <param name="Store">Of the shop; null: it is not said.</param>
/// <param name="Member">Number of the member who shows it; null: whoever has the code.</param>
/// <param name="Purchase">What it is to be used on; null: it is not said.</param>
public sealed record CouponRequest(
    string KeyLine, string? Store = null, int? Member = null, string? OrderId = null, Money? Purchase = null)
{
    /// <summary>The caller named a member whom the program doesn't have, or has no more.</summary>
    public bool IsOfUnknown { get; init; }
}

/// <summary>Whether a coupon can be used.</summary>
/// <param name="Refusals">Every reason against it, each as it would be refused.</param>
/// <param name="Discount">What it takes off, never more than the purchase; null: nothing that is counted in money.
/// </param>
public sealed record CouponCheck(IReadOnlyList<Decline> Refusals, Money? Discount);
