using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loyalty.Application.Json;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>What an entry tells of what was answered to the command that made it.</summary>
sealed record EntryTold(
    TransactionNumber Number, int? RelatedSeq, Points Amount, Points AvailableChange, Points BalanceAfter,
    Points AvailableAfter, DateTimeOffset EffectiveAt, DateTimeOffset OccurredAt, DateTimeOffset? OpenUntil,
    string? ExternalId)
{
    /// <summary>The columns of an entry that are read for it.</summary>
    public static string Columns(string alias) =>
        $"{alias}.account_number, {alias}.seq, {alias}.related_seq, {alias}.amount, {alias}.available_change, "
        + $"{alias}.balance_after, {alias}.available_after, {alias}.effective_at, {alias}.occurred_at, "
        + $"{alias}.open_until, {alias}.external_id";

    public static EntryTold Of(Entry entry) => new(
        entry.Number, entry.RelatedSeq, entry.Amount, entry.AvailableChange, entry.BalanceAfter, entry.AvailableAfter,
        entry.EffectiveAt, entry.OccurredAt, entry.OpenUntil, entry.Particulars.ExternalId);

    /// <summary>Takes the values in the order of the columns above; null where there is no entry.</summary>
    public static EntryTold? Read(RowValues row)
    {
        var (account, seq, related) = (row.Int32OrNull(), row.Int32OrNull(), row.Int32OrNull());
        var (amount, change) = (row.DecimalOrNull(), row.DecimalOrNull());
        var (balance, available) = (row.DecimalOrNull(), row.DecimalOrNull());
        var (effective, occurred, until) = (row.TimeOrNull(), row.TimeOrNull(), row.TimeOrNull());
        var externalId = row.TextOrNull();
        return account is null ? null : new(
            new AccountId(account.Value).Transaction(seq!.Value), related, new(amount!.Value), new(change!.Value),
            new(balance!.Value), new(available!.Value), effective!.Value, occurred!.Value, until, externalId);
    }

    /// <summary>As they stand in a text. Never put in another order: codes mean them by their places.</summary>
    public IReadOnlyList<string> Values(int scale)
    {
        var related = RelatedSeq is { } seq ? Number.Account.Transaction(seq).Value : (long?)null;
        return
        [
            Number.Value.ToString(CultureInfo.InvariantCulture),
            related?.ToString(CultureInfo.InvariantCulture) ?? "",
            Text(AvailableChange),
            Text(Amount),
            Text(AvailableAfter),
            Text(AvailableAfter - AvailableChange),
            Text(BalanceAfter),
            Text(BalanceAfter - AvailableAfter),
            TimeConverter.Text(EffectiveAt),
            TimeConverter.Text(OccurredAt),
            OpenUntil is { } until ? TimeConverter.Text(until) : "",
            ExternalId is null ? ""
                : JsonEncodedText.Encode(ExternalId, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        ];

        string Text(Points points) => (points < Points.Zero ? -points : points).ToScale(scale).ToString();
    }
}
