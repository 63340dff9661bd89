using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// Brings what the account has used of a promotion, as <see cref="PromotionUses"/>. Accruals whose lots stand on the
/// account's row come without their points: the account has these lots.
/// </summary>
sealed class PromotionPart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.PromotionUses is not null;

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
    [
        $"{Column(query => query.PromotionUses is { Accrues: false } uses ? uses.Promotion : null)} as redeemed_by",
        $"{Column(query => query.PromotionUses is { Accrues: true } uses ? uses.Promotion : null)} as earned_by",
    ];

    public override string Join { get; } = """
        left join lateral (
            select json_agg(json_build_array(u.number, u.net))::text as list
            from (
                select o.redemption_number as number,
                    case o.status when 'held' then o.points else o.committed - o.cancelled end as net
                from redemption o
                where o.bucket = a.bucket and o.account_number = a.account_number and o.promotion_id = q.redeemed_by
                union all
                select e.seq, l.net
                from entry e
                left join lateral (
                    select o.points - o.released - o.taken_back as net from lot o
                    where o.bucket = e.bucket and o.account_number = e.account_number and o.lot_number = e.seq
                    limit 1
                ) l on true
                where e.bucket = a.bucket and e.account_number = a.account_number and e.kind = 'accrual'
                    and e.about is not null and (e.about::jsonb ->> 'promotion_id') = q.earned_by
            ) u
        ) uses on true
        """;

    public override string Columns => "uses.list";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known)
    {
        var list = row.TextOrNull();
        return query.PromotionUses is not { } asked ? known : known with
        {
            Facts = known.Facts.With(new PromotionUses(
                asked,
                JsonValues.Rows(list, use => (Id: use.Int32(), Net: use.DecimalOrNull()))
                    .ToDictionary(use => use.Id, use => use.Net is { } net ? new Points(net) : (Points?)null))),
        };
    }
}
