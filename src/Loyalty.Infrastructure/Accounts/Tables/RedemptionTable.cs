using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>
/// Table "redemption". A new column is a line in <see cref="Rows"/> and one in <see cref="Read"/>, a member of
/// <see cref="Redemption"/> and a migration.
/// </summary>
static class RedemptionTable
{
    /// <summary>How a redemption "r" stands at @now: a time-out that is due counts before it is stored.</summary>
    public const string StatusNow =
        "case when r.status = 'held' and r.hold_expires_at <= @now then 'timed_out' else r.status end";

    /// <summary>Holds come with the ends of others: one part stores both.</summary>
    public static readonly WrittenTable<Redemption> Rows = new(
        "redemption",
        WrittenRows<Redemption>.Rarely("redemptions", chain => chain.Redemptions) with { MayExist = true })
    {
        { "redemption_number", redemption => redemption.Id, ColumnKind.Key },
        { "status", redemption => redemption.Status, ColumnKind.Changes },
        { "type", redemption => redemption.Type },
        { "points", redemption => redemption.Points.Value },
        { "committed", redemption => redemption.Committed.Value, ColumnKind.Changes },
        { "released", redemption => redemption.Released.Value, ColumnKind.Changes },
        { "cancelled", redemption => redemption.Cancelled.Value, ColumnKind.Changes },
        { "hold_expires_at", redemption => redemption.HoldExpiresAt },
        { "posted_at", redemption => redemption.PostedAt, ColumnKind.Changes },
        { "ended_at", redemption => redemption.EndedAt, ColumnKind.Changes },
        { "promotion_id", redemption => redemption.Promotion },
    };

    /// <summary>
    /// The row that a plain redemption does not have, of its entry: what stands in all columns of the table.
    /// </summary>
    public static string OfPlain(string entry) => $"""
        select {entry}.bucket, {entry}.account_number, {entry}.seq as redemption_number, 'posted' as status,
            'generic' as type, -{entry}.available_change as points, -{entry}.available_change as committed,
            0 as released, 0 as cancelled, null::timestamptz as hold_expires_at, {entry}.effective_at as posted_at,
            null::timestamptz as ended_at, null::text as promotion_id
        """;

    /// <summary>The columns above, then what the redemption's first entry says about it.</summary>
    public static string Columns(string alias, string first) =>
        $"{Rows.Columns(alias)}, {first}.lots, {first}.available_change, {first}.available_after, {first}.external_id, "
        + $"{first}.occurred_at";

    /// <summary>Takes the values in the order of the columns above.</summary>
    public static Redemption Read(RowValues row)
    {
        var redemption = new Redemption
        {
            Id = row.Int32(),
            Status = row.Text(),
            Type = row.Text(),
            Points = row.Points(),
            Committed = row.Points(),
            Released = row.Points(),
            Cancelled = row.Points(),
            HoldExpiresAt = row.TimeOrNull(),
            PostedAt = row.TimeOrNull(),
            EndedAt = row.TimeOrNull(),
            Promotion = row.TextOrNull(),
            Takings = LotTaking.Of(LotsText.Read(row.Text())),
            Opening = new(Points.Zero, Points.Zero, null, default),
        };
        var (change, after) = (row.Points(), row.Points());
        return redemption with { Opening = new(after - change, after, row.TextOrNull(), row.Time()) };
    }
}
