using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// Brings the transaction that a caller names, as <see cref="NamedEntry"/>, and the lots of what it belongs to, open or
/// not: those that do not stand on the account's row, which come with it.
/// </summary>
sealed class NamedEntryPart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.Numbered is not null || query.NamedSeq is not null;

    public override string Join { get; } = $"""
        left join lateral (
            select * from entry o where o.bucket = a.bucket and o.account_number = a.account_number and o.seq = q.seq
            limit 1
        ) n on true
        left join lateral (
            select * from entry o
            where o.bucket = n.bucket and o.account_number = n.account_number
                and o.seq = case when n.kind in ('commit', 'rollback') then n.related_seq else n.seq end
            limit 1
        ) root on true
        left join lateral (
            select json_agg(json_build_array({LotTable.Rows.Columns("l")}))::text as list
            from unnest(string_to_array(root.lots, ' ')) as change
            cross join lateral (
                select * from lot o
                where o.bucket = root.bucket and o.account_number = root.account_number
                    and o.lot_number = split_part(change, ':', 1)::int
                limit 1
            ) l
        ) named_lots on root.seq is not null
        """;

    public override string Columns =>
        "named_lots.list, n.seq, n.kind, root.seq, root.kind, root.external_id, root.occurred_at, "
        + "root.about";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known)
    {
        var lots = JsonValues.Rows(row.TextOrNull(), LotTable.Read);
        var (seq, kind, root, rootKind) = (row.Int32OrNull(), row.TextOrNull(), row.Int32OrNull(), row.TextOrNull());
        var (externalId, occurredAt, about) = (row.TextOrNull(), row.TimeOrNull(), About.Read(row.TextOrNull()));
        return seq is null ? known : known with
        {
            NamedLots = lots,
            Facts = known.Facts.With(
                new NamedEntry(seq.Value, kind!, root!.Value, rootKind!, externalId, occurredAt!.Value,
                    about[About.PromotionId])),
        };
    }
}
