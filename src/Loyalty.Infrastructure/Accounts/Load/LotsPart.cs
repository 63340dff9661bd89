using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// Brings an account's open lots that do not stand on its row, all pending ones and the first active ones, for
/// decisions that the row's are not enough for. They are the account's and not the caller's: they are read with one
/// caller of the account alone, and given to all.
/// </summary>
sealed class LotsPart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.Depth > LotDepth.Few;

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
        [$"{Column(query => query.MaxLots)} as max_lots"];

    public override string Join { get; } = $"""
        left join lateral (
            select json_agg(json_build_array({LotTable.Rows.Columns("l")}))::text as list
            from (
                select * from lot o
                where o.bucket = a.bucket and o.account_number = a.account_number and o.pending
                    and q.max_lots is distinct from 0
                union all
                (select * from lot o
                 where o.bucket = a.bucket and o.account_number = a.account_number and o.open and not o.pending
                 order by o.expires_at nulls last, o.lot_number
                 limit q.max_lots)
            ) l
        ) lots on true
        """;

    public override string Columns => "lots.list";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known)
    {
        var list = row.TextOrNull();
        return query.MaxLots == 0 ? known : known with
        {
            Table = LotsInTable.Of(JsonValues.Rows(list, LotTable.Read), isAll: query.MaxLots is null),
        };
    }
}

/// <summary>Open lots of an account as they were read from their table.</summary>
/// <param name="Horizon">The last active one that was read; null when all were.</param>
sealed record LotsInTable(IReadOnlyCollection<Lot> Lots, Lot? Horizon)
{
    /// <param name="isAll">Whether all were asked for, or one active lot more than are kept.</param>
    public static LotsInTable Of(List<Lot> lots, bool isAll)
    {
        var active = lots.Where(lot => !lot.Pending).Order().ToList();
        if (isAll || active.Count <= AccountLoader.MaxLots)
        {
            return new(lots, null);
        }

        // The last of them was read to know that there are more.
        lots.Remove(active[^1]);
        return new(lots, active[^2]);
    }
}
