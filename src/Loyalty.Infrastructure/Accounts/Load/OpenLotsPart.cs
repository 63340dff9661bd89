using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// Brings the sums over an account's active lots, as <see cref="OpenLots"/>: for accounts that have more of them than
/// are loaded. The horizon is looked up first, and once: as a join of each lot's it took seconds.
/// </summary>
sealed class OpenLotsPart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.Command.Missing?.Depth == LotDepth.FirstAndSums;

    public override string Join { get; } = $"""
        left join lateral (
            select count(o.lot_number) as count,
                coalesce(sum(o.remaining - o.held) filter (where o.expires_at = horizon.expires_at), 0) as ending
            from (
                select max(h.expires_at) as expires_at
                from (
                    select expires_at from lot
                    where bucket = a.bucket and account_number = a.account_number and open and not pending
                    order by expires_at nulls last, lot_number
                    offset {AccountLoader.MaxLots - 1}
                    limit 1
                ) h
            ) horizon
            left join every_lot o on o.bucket = a.bucket and o.account_number = a.account_number
                and o.open and not o.pending
        ) open_lots on true
        """;

    public override string Columns => "open_lots.count, open_lots.ending";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known)
    {
        var (count, ending) = (row.Int64OrNull(), row.DecimalOrNull());
        return count is null || !IsAsked(query) ? known : known with
        {
            Facts = known.Facts.With(new OpenLots((int)count.Value, new(ending!.Value))),
        };
    }
}
