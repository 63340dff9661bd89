using System.Globalization;
using System.Text.Json.Nodes;
using Loyalty.Api.Ledger;
using Loyalty.Application.Json;
using Loyalty.Application.Ledger;
using Loyalty.Domain;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>A transaction as lists and exports show it: amounts without zeros at their end, what is absent as null.
/// </summary>
static class TransactionJson
{
    public static JsonObject Of(StatementRow row)
    {
        var transaction = row.Transaction;
        return new()
        {
            ["transaction_id"] = transaction.TransactionId,
            ["transaction_eid"] = transaction.ExternalId,
            ["created_at"] = TimeConverter.Text(transaction.OccurredAt),
            ["transaction_type"] = transaction.Type,
            ["amount"] = Short(transaction.Points),
            ["balance_before"] = Short(transaction.AvailableAfter - transaction.Points),
            ["balance_after"] = Short(transaction.AvailableAfter),
            ["promo_iid"] = row.PromotionNumber,
            ["promo_eid"] = transaction.PromotionId,
            ["description"] = transaction.Description,
            ["activation_date"] = TimeConverter.Text(row.Terms?.AvailableAt),
            ["expiration_date"] = TimeConverter.Text(row.Terms?.ExpiresAt),
            ["source_type"] = transaction.OrderRef is null ? null : "order",
            ["source_iid"] = null,
        };
    }

    /// <summary>The columns of an export: whose it is, and what of a list's row the entry alone tells.</summary>
    public static readonly IReadOnlyList<(string Name, Func<TransactionView, string?> Of)> Columns =
    [
        ("profile_id", row => row.MemberId),
        ("transaction_id", row => row.TransactionId),
        ("transaction_eid", row => CsvTransactions.Safe(row.ExternalId)),
        ("created_at", row => TimeConverter.Text(row.OccurredAt)),
        ("transaction_type", row => row.Type),
        ("points_currency_eid", row => row.PointsCurrency),
        ("amount", row => Short(row.Points)),
        ("balance_before", row => Short(row.AvailableAfter - row.Points)),
        ("balance_after", row => Short(row.AvailableAfter)),
        ("promo_eid", row => CsvTransactions.Safe(row.PromotionId)),
        ("description", row => CsvTransactions.Safe(row.Description)),
        ("source_type", row => row.OrderRef is null ? null : "order"),
    ];

    static string Short(Points points) =>
        points.Value == 0 ? "0" : points.Trimmed.Value.ToString(CultureInfo.InvariantCulture);
}
