namespace Loyalty.Domain.Ledger;

/// <summary>Where something happened, as the caller names it.</summary>
public sealed record Location(string? Store, string? Till);

/// <summary>
/// What the caller says about a movement of points. Nothing is computed from it; all but the note is in the hash.
/// </summary>
public sealed record Particulars
{
    public static readonly Particulars None = new();

    /// <summary>How far ahead of ours a caller's clock may be.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(60);

    /// <summary>The caller's own id: unique per account and family of commands, for ever.</summary>
    public string? ExternalId { get; init; }

    public string? OrderRef { get; init; }

    public DateTimeOffset? OccurredAt { get; init; }

    public Location? Location { get; init; }

    /// <summary>Why points were earned: purchase, bonus, referral, activity or manual.</summary>
    public string? Reason { get; init; }

    /// <summary>Why staff did it, in their words; erased with the member.</summary>
    public string? Explanation { get; init; }

    /// <summary>Free text; erased with the member.</summary>
    public string? Description { get; init; }

    /// <summary>A JSON object as text; erased with the member.</summary>
    public string? Metadata { get; init; }
}
