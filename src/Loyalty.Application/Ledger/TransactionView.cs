using System.Text.Json.Serialization;
using Loyalty.Application.Json;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Rewards;

namespace Loyalty.Application.Ledger;

/// <summary>An entry of the ledger as the API shows it.</summary>
public sealed record TransactionView
{
    public required string TransactionId { get; init; }

    /// <summary>Whose it is; said where it was not asked for by its member.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MemberId { get; init; }

    /// <summary>Said with the member.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PointsCurrency { get; init; }

    public required long Number { get; init; }

    /// <summary>Its place in the account's ledger, without gaps.</summary>
    public required int Seq { get; init; }

    public required string Type { get; init; }

    public required string Status { get; init; }

    /// <summary>Signed change of available.</summary>
    public required Points Points { get; init; }

    /// <summary>Signed change of balance, less the change of debt.</summary>
    public required Points Amount { get; init; }

    public required Points BalanceAfter { get; init; }

    public required Points AvailableAfter { get; init; }

    public string? RelatedTransactionId { get; init; }

    public string? ExternalId { get; init; }

    public string? OrderRef { get; init; }

    /// <summary>Why points were earned, or why staff did it, in their words.</summary>
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

    /// <summary>The promotion that it used, or was earned by; absent: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PromotionId { get; init; }

    /// <summary>What a redemption gives; absent for other transactions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RedemptionType { get; init; }

    /// <summary>The option that it took; absent: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OptionId { get; init; }

    /// <summary>What came into or went out of which lot; a lot is named by its accrual's transaction id.</summary>
    public required IReadOnlyList<LotMovement> Lots { get; init; }

    /// <param name="status">How the transaction stands now.</param>
    public static TransactionView Of(Entry entry, string status, int scale)
    {
        var particulars = entry.Particulars;
        var terms = RewardTerms.Of(entry.About);
        return new()
        {
            TransactionId = entry.Number.ToString(),
            Number = entry.Number.Value,
            Seq = entry.Seq,
            Type = entry.Kind,
            Status = status,
            Points = entry.AvailableChange.ToScale(scale),
            Amount = entry.Amount.ToScale(scale),
            BalanceAfter = entry.BalanceAfter.ToScale(scale),
            AvailableAfter = entry.AvailableAfter.ToScale(scale),
            RelatedTransactionId = entry.RelatedSeq is { } related
                ? entry.Account.Transaction(related).ToString()
                : null,
            ExternalId = particulars.ExternalId,
            OrderRef = particulars.OrderRef,
            Reason = particulars.Reason ?? particulars.Explanation,
            EffectiveAt = entry.EffectiveAt,
            OccurredAt = entry.OccurredAt,
            RecordedAt = entry.RecordedAt,
            Description = particulars.Description,
            Metadata = particulars.Metadata is null ? null : new(particulars.Metadata),
            Location = particulars.Location is { } location
                ? new() { Store = location.Store, Till = location.Till }
                : null,
            PerformedBy = entry.PerformedBy is null ? null : new(entry.PerformedBy),
            PromotionId = entry.PromotionId,
            RedemptionType = entry.Kind is EntryKind.Redemption or EntryKind.Hold
                ? terms?.Type ?? RewardType.Generic
                : null,
            OptionId = terms?.Option,
            Lots = [.. entry.Lots.Select(lot =>
                new LotMovement(entry.Account.Transaction(lot.Lot).ToString(), lot.Points.ToScale(scale)))],
        };
    }

    /// <summary>An entry that follows from time alone, and is not stored yet.</summary>
    public static TransactionView OfTime(Entry entry, PointsCurrency currency) => Of(
        entry, entry.Kind == EntryKind.Rollback ? RedemptionStatus.TimedOut : RedemptionStatus.Posted, currency.Scale);
}

public sealed record Performer(string Key);

public sealed record LotMovement(string Lot, Points Points);
