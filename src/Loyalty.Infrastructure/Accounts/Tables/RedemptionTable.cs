using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Rewards;
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
        { "option_number", redemption => redemption.Reward?.Terms.Option },
        { "currency", redemption => redemption.Reward?.Terms.Currency },
        { "value", redemption => redemption.Reward?.Value?.Amount, ColumnKind.Changes },
        { "order_ref", redemption => redemption.Reward is null ? null : redemption.Opening.OrderRef },
        { "code", redemption => redemption.Reward?.Coupon?.Code, ColumnKind.Changes },
        { "code_expires_at", redemption => redemption.Reward?.Coupon?.ExpiresAt, ColumnKind.Changes },
        { "code_used_at", redemption => redemption.Reward?.Coupon?.Use?.At, ColumnKind.Changes },
        { "code_used_by", redemption => redemption.Reward?.Coupon?.Use?.Member, ColumnKind.Changes },
        { "code_order_id", redemption => redemption.Reward?.Coupon?.Use?.OrderId, ColumnKind.Changes },
        { "code_held_until", redemption => redemption.Reward?.Coupon?.Hold?.Until, ColumnKind.Changes },
        { "code_held_by", redemption => redemption.Reward?.Coupon?.Hold?.KeyLine, ColumnKind.Changes },
        { "code_held_store", redemption => redemption.Reward?.Coupon?.Hold?.Store, ColumnKind.Changes },
        { "code_unuse_reason", redemption => redemption.Reward?.Coupon?.UnuseReason, ColumnKind.Changes },
    };

    /// <summary>
    /// The row that a plain redemption does not have, of its entry: what stands in all columns of the table.
    /// </summary>
    public static string OfPlain(string entry) => $"""
        select {entry}.bucket, {entry}.account_number, {entry}.seq as redemption_number, 'posted' as status,
            'generic' as type, -{entry}.available_change as points, -{entry}.available_change as committed,
            0 as released, 0 as cancelled, null::timestamptz as hold_expires_at, {entry}.effective_at as posted_at,
            null::timestamptz as ended_at, null::text as promotion_id, null::integer as option_number,
            null::text as currency, null::numeric as value, null::text as order_ref, null::text as code,
            null::timestamptz as code_expires_at, null::timestamptz as code_used_at, null::integer as code_used_by,
            null::text as code_order_id, null::timestamptz as code_held_until, null::text as code_held_by,
            null::text as code_held_store, null::text as code_unuse_reason
        """;

    /// <summary>The columns above, then what the redemption's first entry says about it.</summary>
    public static string Columns(string alias, string first) =>
        $"{Rows.Columns(alias)}, {first}.lots, {first}.available_change, {first}.available_after, {first}.external_id, "
        + $"{first}.occurred_at, {first}.order_ref, {first}.effective_at, {first}.about";

    /// <summary>Takes the values in the order of the columns above.</summary>
    public static Redemption Read(RowValues row)
    {
        var (id, status) = (row.Int32(), row.Text());
        _ = row.Text();
        var (points, committed, released, cancelled) = (row.Points(), row.Points(), row.Points(), row.Points());
        var (holdExpiresAt, postedAt, endedAt) = (row.TimeOrNull(), row.TimeOrNull(), row.TimeOrNull());
        var promotion = row.TextOrNull();
        var (option, currency, value) = (row.Int32OrNull(), row.TextOrNull(), row.DecimalOrNull());
        var orderRef = row.TextOrNull();
        var coupon = ReadCoupon(row);
        var (lots, change, after) = (row.Text(), row.Points(), row.Points());
        var (externalId, occurredAt) = (row.TextOrNull(), row.Time());
        var (firstOrderRef, at, about) = (row.TextOrNull(), row.Time(), About.Read(row.TextOrNull()));
        var terms = RewardTerms.Of(about);
        return new()
        {
            Id = id,
            Status = status,
            Points = points,
            Committed = committed,
            Released = released,
            Cancelled = cancelled,
            HoldExpiresAt = holdExpiresAt,
            PostedAt = postedAt,
            EndedAt = endedAt,
            Promotion = promotion,
            Reward = terms is null ? null : new(
                terms with { Option = option }, value is null ? null : new(value.Value, currency!))
            {
                Coupon = coupon,
            },
            Takings = LotTaking.Of(LotsText.Read(lots)),
            Opening = new(
                after - change, after, externalId, terms is null ? firstOrderRef : orderRef, occurredAt, at),
        };
    }

    static Coupon? ReadCoupon(RowValues row)
    {
        var (code, lastSecond) = (row.TextOrNull(), row.TimeOrNull());
        var (usedAt, usedBy, orderId) = (row.TimeOrNull(), row.Int32OrNull(), row.TextOrNull());
        var (heldUntil, heldBy, store) = (row.TimeOrNull(), row.TextOrNull(), row.TextOrNull());
        var reason = row.TextOrNull();
        return code is null ? null : new(code, lastSecond)
        {
            Use = usedAt is null ? null : new(usedAt.Value, usedBy, orderId),
            Hold = heldUntil is null ? null : new(heldUntil.Value, heldBy!, store),
            UnuseReason = reason,
        };
    }
}
