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

    public static readonly WrittenTable<Redemption> Rows = new(
        "redemption", "redemptions", chain =>
            [.. chain.Account.ChangedRedemptions.OrderBy(redemption => redemption.Id)],
        new(chain => chain.Account.ChangedRedemptions.Count > 0))
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
    };

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
            Takings = LotTaking.Of(LotsText.Read(row.Text())),
            Opening = new(Points.Zero, Points.Zero, null, default),
        };
        var (change, after) = (row.Points(), row.Points());
        return redemption with { Opening = new(after - change, after, row.TextOrNull(), row.Time()) };
    }
}
