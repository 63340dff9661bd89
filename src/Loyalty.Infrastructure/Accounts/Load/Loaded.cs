using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>What one snapshot of the database said about a caller's account and keys.</summary>
/// <param name="Program">The program in that same snapshot.</param>
/// <param name="Decline">Why there is no such account; null when there is one.</param>
sealed record Loaded(
    LoyaltyProgram? Program,
    AccountState? Account,
    string? MemberLanguage,
    Recorded? ByKey,
    Recorded? ByExternalId,
    Decline? Decline)
{
    public static Loaded No(Decline decline) => new(null, null, null, null, null, decline);
}

/// <summary>An outcome recorded under an idempotency key or an external id.</summary>
sealed record Recorded(byte[] Fingerprint, string Outcome)
{
    public bool Fits(byte[] fingerprint) => Fingerprint.AsSpan().SequenceEqual(fingerprint);
}
