using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>
/// Table "lot": those that do not stand on their account's row, see <see cref="LotPlaces"/>. A new column is a line in
/// <see cref="Rows"/> and one in <see cref="Read"/>, a member of <see cref="Lot"/>, a form of <see cref="PackedLots"/>
/// and a migration.
/// </summary>
static class LotTable
{
    public static readonly WrittenTable<Lot> Rows = new(
        "lot", WrittenRows<Lot>.Rarely("lots_out", chain => chain.Lots.Out),
        WrittenRows<Lot>.Rarely("changed_lots", chain => chain.Lots.Changed),
        WrittenRows<Lot>.Rarely("lots_in", chain => chain.Lots.In))
    {
        { "lot_number", lot => lot.Id, ColumnKind.Key },
        { "points", lot => lot.Points.Value },
        { "remaining", lot => lot.Remaining.Value, ColumnKind.Changes },
        { "held", lot => lot.Held.Value, ColumnKind.Changes },
        { "pending", lot => lot.Pending, ColumnKind.Changes },
        { "open", lot => lot.IsOpen, ColumnKind.Changes | ColumnKind.Derived },
        { "available_at", lot => lot.AvailableAt },
        { "expires_at", lot => lot.ExpiresAt, ColumnKind.Changes },
        { "original_expires_at", lot => lot.OriginalExpiresAt },
        { "status", lot => lot.Status, ColumnKind.Changes },
        { "pending_until", lot => lot.PendingUntil },
        { "posted_at", lot => lot.PostedAt, ColumnKind.Changes },
        { "released", lot => lot.Released.Value, ColumnKind.Changes },
        { "taken_back", lot => lot.Cancelled.Value, ColumnKind.Changes },
    };

    /// <summary>Takes the values in the order of the columns above.</summary>
    public static Lot Read(RowValues row) => new()
    {
        Id = row.Int32(),
        Points = row.Points(),
        Remaining = row.Points(),
        Held = row.Points(),
        Pending = row.Flag(),
        AvailableAt = row.Time(),
        ExpiresAt = row.TimeOrNull(),
        OriginalExpiresAt = row.TimeOrNull(),
        Status = row.Text(),
        PendingUntil = row.TimeOrNull(),
        PostedAt = row.TimeOrNull(),
        Released = row.Points(),
        Cancelled = row.Points(),
    };
}
