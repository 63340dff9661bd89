using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// Brings an account's open holds. They are the account's and not the caller's: they are read with one caller of the
/// account alone, and its row gives them to all. Where the account's row says that nothing is held, none is looked for.
/// </summary>
static class HoldsPart
{
    public static readonly SqlText<LoadQueries> Sent =
        $"{LoadQueries.Column(query => query.WantsHolds)} as wants_holds";

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

    /// <summary>As a value that is looked for where there is one: a join would run for each caller's row.</summary>
    public static string Column(bool namesEntries) => $"""
        case when (q.wants_holds and a.held > 0){(namesEntries ? " or root.seq is not null" : "")} then (
            select json_agg(json_build_array({RedemptionTable.Columns("r", "f")}))::text
            from (
                select * from redemption o
                where o.bucket = a.bucket and o.account_number = a.account_number and o.status = 'held'
                    and q.wants_holds and a.held > 0
                {(namesEntries ? NamedRedemption : "")}
            ) r
            cross join lateral (
                select * from entry o
                where o.bucket = r.bucket and o.account_number = r.account_number and o.seq = r.redemption_number
                limit 1
            ) f
        ) end
        """;
}
