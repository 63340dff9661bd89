using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// Brings what had been redeemed before the periods of the program's limits, as <see cref="UsageBefore"/>: around the
/// time that a decision asked for (<see cref="UsageAt"/>), or around now.
/// </summary>
sealed class UsagePart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.Periods is not null;

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
    [
        $"{Column(query => query.Periods?.DayStart)} as day_start",
        $"{Column(query => query.Periods?.MonthStart)} as month_start",
    ];

    public override string Join => """
        left join lateral (
            select t.redeemed_total, t.redeemed_count from entry t
            where t.bucket = a.bucket and t.account_number = a.account_number and t.effective_at < q.day_start
            order by t.effective_at desc, t.seq desc
            limit 1
        ) before_day on q.day_start is not null
        left join lateral (
            select t.redeemed_total from entry t
            where t.bucket = a.bucket and t.account_number = a.account_number and t.effective_at < q.month_start
            order by t.effective_at desc, t.seq desc
            limit 1
        ) before_month on q.month_start is not null
        """;

    public override string Columns =>
        "before_day.redeemed_total, before_day.redeemed_count, before_month.redeemed_total";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known)
    {
        var (day, count, month) = (row.DecimalOrNull(), row.Int32OrNull(), row.DecimalOrNull());
        return query.Periods is null ? known : known with
        {
            Facts = known.Facts.With(new UsageBefore(query.Periods, new(day ?? 0m), count ?? 0, new(month ?? 0m))),
        };
    }
}
