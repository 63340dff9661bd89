using Loyalty.Domain.Rewards;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// Brings the account's redemptions that rules of options, rates and orders count, as <see cref="EarlierRewards"/>,
/// each kind by an index of its own.
/// </summary>
sealed class EarlierRewardsPart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.Rewards is not null;

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
    [
        $"{Column(query => query.Rewards?.Options)} as reward_options",
        $"{Column(query => query.Rewards?.RateType)} as reward_type",
        $"{Column(query => query.Rewards?.RateCurrency)} as reward_currency",
        $"{Column(query => query.Rewards?.Since)} as reward_since",
        $"{Column(query => query.Rewards?.OrderRef)} as reward_order",
    ];

    public override string Join { get; } = $"""
        left join lateral (
            select json_agg(json_build_array({RedemptionTable.Columns("r", "f")}))::text as list
            from (
                select o.redemption_number
                from unnest(string_to_array(q.reward_options, ' ')::int[]) as w (number)
                cross join lateral (
                    select o.redemption_number from redemption o
                    where o.bucket = a.bucket and o.account_number = a.account_number and o.option_number = w.number
                ) o
                union
                select o.redemption_number from redemption o
                where o.bucket = a.bucket and o.account_number = a.account_number and o.order_ref = q.reward_order
                union
                select o.redemption_number from redemption o
                where o.bucket = a.bucket and o.account_number = a.account_number and q.reward_since is not null
                    and o.redemption_number >= coalesce((
                        select n.seq from entry n
                        where n.bucket = a.bucket and n.account_number = a.account_number and n.first_of_day
                            and n.effective_at <= q.reward_since
                        order by n.effective_at desc, n.seq desc
                        limit 1), 1)
                    and o.option_number is null and o.type = q.reward_type and o.currency = q.reward_currency
            ) u
            cross join lateral (
                select * from redemption o
                where o.bucket = a.bucket and o.account_number = a.account_number
                    and o.redemption_number = u.redemption_number and (o.status = 'held' or o.committed > o.cancelled)
                limit 1
            ) r
            cross join lateral (
                select * from entry o
                where o.bucket = r.bucket and o.account_number = r.account_number and o.seq = r.redemption_number
                limit 1
            ) f
        ) rewards on true
        """;

    public override string Columns => "rewards.list";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known)
    {
        var list = row.TextOrNull();
        return query.Rewards is not { } asked ? known : known with
        {
            Facts = known.Facts.With(new EarlierRewards(asked, JsonValues.Rows(list, RedemptionTable.Read))),
        };
    }
}
