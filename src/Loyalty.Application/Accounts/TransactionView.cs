using Loyalty.Application.Json;
using Loyalty.Domain;

namespace Loyalty.Application.Accounts;

/// <summary>An entry of the ledger as the API shows it.</summary>
public sealed record TransactionView
{
    public required string TransactionId { get; init; }

    public required long Number { get; init; }

    /// <summary>Its place in the account's ledger, without gaps.</summary>
    public required int Seq { get; init; }

    public required string Type { get; init; }

    public required string Status { get; init; }

    /// <summary>Signed change of available.</summary>
    public required Points Points { get; init; }

    /// <summary>Signed change of balance.</summary>
    public required Points Amount { get; init; }

    public required Points BalanceAfter { get; init; }

    public required Points AvailableAfter { get; init; }

    public string? RelatedTransactionId { get; init; }

    public string? ExternalId { get; init; }

    public string? OrderRef { get; init; }

    /// <summary>Why points were earned; null for other transactions.</summary>
    public string? Reason { get; init; }

    /// <summary>The ledger's own time; it never runs backwards in seq.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>When it happened, as the caller says.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public string? Description { get; init; }

    public Metadata? Metadata { get; init; }

    public LocationInput? Location { get; init; }

    /// <summary>The API key; null for what time alone did.</summary>
    public Performer? PerformedBy { get; init; }

    /// <summary>What came into or went out of which lot; a lot is named by its accrual's transaction id.</summary>
    public required IReadOnlyList<LotMovement> Lots { get; init; }
}

public sealed record Performer(string Key);

public sealed record LotMovement(string Lot, Points Points);
