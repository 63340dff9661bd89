using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// Brings an account's lots and open holds. They are the account's and not the caller's: they are read with one caller
/// of the account alone, and its row gives them to all. Where the account's row says that nothing is pending or held,
/// none is looked for.
/// </summary>
static class LotsPart
{
    public static readonly IReadOnlyList<SqlText<LoadQueries>> Sent =
    [
        $"{LoadQueries.Column(query => query.WantsLots)} as wants_lots",
        $"{LoadQueries.Column(query => query.MaxLots)} as max_lots",
    ];

    /// <summary>A redemption that a caller names comes with the open holds, ended or not, or plain.</summary>
    static readonly string NamedRedemption = $"""
        union all
        select * from redemption o
        where o.bucket = a.bucket and o.account_number = a.account_number
            and o.redemption_number = root.seq and o.status <> 'held'
        union all
        {RedemptionTable.OfPlain("root")}
        where root.kind = 'redemption' and not exists (
            select from redemption o
            where o.bucket = a.bucket and o.account_number = a.account_number and o.redemption_number = root.seq)
        """;

    public static string Join(bool namesEntries) => $"""
        left join lateral (
            select json_agg(json_build_array({LotTable.Rows.Columns("l")}))::text as list
            from (
                select * from lot o
                where o.bucket = a.bucket and o.account_number = a.account_number and o.pending and q.wants_lots
                    and a.pending > 0
                union all
                (select * from lot o
                 where o.bucket = a.bucket and o.account_number = a.account_number and o.open and not o.pending
                     and q.wants_lots
                 order by o.expires_at nulls last, o.lot_number
                 limit q.max_lots)
            ) l
        ) lots on true
        left join lateral (
            select json_agg(json_build_array({RedemptionTable.Columns("r", "f")}))::text as list
            from (
                select * from redemption o
                where o.bucket = a.bucket and o.account_number = a.account_number and o.status = 'held'
                    and q.wants_lots and a.held > 0
                {(namesEntries ? NamedRedemption : "")}
            ) r
            cross join lateral (
                select * from entry o
                where o.bucket = r.bucket and o.account_number = r.account_number and o.seq = r.redemption_number
                limit 1
            ) f
        ) redemptions on true
        """;

    /// <summary>What a row with an account's lots says of them.</summary>
    public static SharedLots Read(LoadRow row)
    {
        var lots = JsonValues.Rows(row.Lots, LotTable.Read);
        var redemptions = JsonValues.Rows(row.Redemptions, RedemptionTable.Read);
        var active = lots.Where(lot => !lot.Pending).Order().ToList();
        if (row.HasAllLots || active.Count <= AccountLoader.MaxLots)
        {
            return new([.. lots], null, redemptions);
        }

        // The last of them was read to know that there are more.
        lots.Remove(active[^1]);
        return new([.. lots], active[^2], redemptions);
    }
}

/// <summary>Of an account, what all of its callers share.</summary>
/// <param name="Horizon">The last lot that was read; null when all were.</param>
sealed record SharedLots(LotSet Lots, Lot? Horizon, IReadOnlyList<Redemption> Redemptions)
{
    public static readonly SharedLots None = new([], null, []);
}
