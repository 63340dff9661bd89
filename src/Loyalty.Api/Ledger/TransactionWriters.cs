using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Loyalty.Api.Calls;
using Loyalty.Application.Json;
using Loyalty.Application.Ledger;

namespace Loyalty.Api.Ledger;

/// <summary>A form in which transactions are exported.</summary>
abstract class TransactionWriter
{
    public abstract string ContentType { get; }

    /// <summary>What comes before the first transaction.</summary>
    public virtual void Begin()
    {
    }

    public abstract void Write(TransactionView transaction);
}

/// <summary>One JSON object on each line.</summary>
sealed class NdjsonTransactions(IBufferWriter<byte> output) : TransactionWriter
{
    public const string MediaType = "application/x-ndjson";

    public override string ContentType => $"{MediaType}; charset=utf-8";

    public override void Write(TransactionView transaction)
    {
        using (var writer = new Utf8JsonWriter(output, new() { Encoder = ApiJson.Strict.Encoder }))
        {
            JsonSerializer.Serialize(writer, transaction, ApiJson.Strict);
        }

        output.Write("\n"u8);
    }
}

/// <summary>
/// RFC 4180 with a header line, in UTF-8. A cell with a caller's text that a spreadsheet would take for a formula
/// begins with an apostrophe.
/// </summary>
/// <param name="columns">Null: the own contract's.</param>
sealed class CsvTransactions(
    IBufferWriter<byte> output, IReadOnlyList<(string Name, Func<TransactionView, string?> Of)>? columns = null)
    : TransactionWriter
{
    public const string MediaType = "text/csv";

    static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    static readonly SearchValues<char> Formula = SearchValues.Create("=+-@＝＋－＠");

    /// <summary>Control, space and format characters.</summary>
    static readonly SearchValues<char> Skipped = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1)
        .Select(unit => (char)unit).Where(unit => char.IsControl(unit) || char.IsWhiteSpace(unit)
            || char.GetUnicodeCategory(unit) == System.Globalization.UnicodeCategory.Format)]);

    readonly IReadOnlyList<(string Name, Func<TransactionView, string?> Of)> columns = columns ?? Own;

    static readonly (string Name, Func<TransactionView, string?> Of)[] Own =
    [
        ("transaction_id", row => row.TransactionId),
        ("number", row => row.Number.ToString(CultureInfo.InvariantCulture)),
        ("member_id", row => row.MemberId),
        ("points_currency", row => row.PointsCurrency),
        ("seq", row => row.Seq.ToString(CultureInfo.InvariantCulture)),
        ("type", row => row.Type),
        ("status", row => row.Status),
        ("points", row => row.Points.ToString()),
        ("amount", row => row.Amount.ToString()),
        ("balance_after", row => row.BalanceAfter.ToString()),
        ("available_after", row => row.AvailableAfter.ToString()),
        ("related_transaction_id", row => row.RelatedTransactionId),
        ("external_id", row => Safe(row.ExternalId)),
        ("order_ref", row => Safe(row.OrderRef)),
        ("reason", row => Safe(row.Reason)),
        ("effective_at", row => TimeConverter.Text(row.EffectiveAt)),
        ("occurred_at", row => TimeConverter.Text(row.OccurredAt)),
        ("recorded_at", row => TimeConverter.Text(row.RecordedAt)),
        ("description", row => Safe(row.Description)),
        ("metadata", row => row.Metadata?.Json),
        ("store", row => Safe(row.Location?.Store)),
        ("till", row => Safe(row.Location?.Till)),
        ("performed_by", row => Safe(row.PerformedBy?.Key)),
        ("lots", row => string.Join(' ', row.Lots.Select(lot => $"{lot.Lot}:{lot.Points}"))),
        ("promotion_id", row => Safe(row.PromotionId)),
    ];

    public override string ContentType => $"{MediaType}; charset=utf-8; header=present";

    public override void Begin() => Line(columns.Select(column => column.Name));

    public override void Write(TransactionView transaction) => Line(columns.Select(column => column.Of(transaction)));

    void Line(IEnumerable<string?> cells) =>
        Encoding.UTF8.GetBytes(string.Join(',', cells.Select(Cell)) + "\r\n", output);

    static string Cell(string? text) => text is null ? ""
        : text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    /// <summary>What spreadsheets skip before they look whether a cell is a formula is skipped here, too.</summary>
    public static string? Safe(string? text)
    {
        var first = text?.AsSpan().IndexOfAnyExcept(Skipped) ?? -1;
        var isFormula = first >= 0 && Formula.Contains(text![first]);
        return isFormula || (text is { Length: > 0 } && text[0] is '\t' or '\r' or '\n') ? $"'{text}" : text;
    }
}
