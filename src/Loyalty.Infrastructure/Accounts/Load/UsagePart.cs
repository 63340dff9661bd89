using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// Brings what had been redeemed and earned before the periods of the program's limits, as <see cref="UsageBefore"/>,
/// for a decision that did not find it on the account's row (<see cref="UsageAt"/>).
/// </summary>
sealed class UsagePart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.Periods is not null;

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
    [
        $"{Column(query => query.Periods?.DayStart)} as day_start",
        $"{Column(query => query.Periods?.MonthStart)} as month_start",
    ];

    public override string Join => $"""
        left join lateral ({LastBefore("q.day_start")}) before_day on q.day_start is not null
        left join lateral ({LastBefore("q.month_start")}) before_month on q.month_start is not null
        """;

    public override string Columns => "before_day.redeemed_total, before_day.redeemed_count, before_day.earned, "
        + "before_month.redeemed_total";

    static string LastBefore(string time) => EntryTable.LastBefore("a", time, EntryTable.PostedOrTemporary);

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known)
    {
        var (day, count) = (row.DecimalOrNull(), row.Int32OrNull());
        var (earned, month) = (row.DecimalOrNull(), row.DecimalOrNull());
        return query.Periods is null ? known : known with
        {
            Facts = known.Facts.With(new UsageBefore(
                query.Periods, new(day ?? 0m), count ?? 0, new(earned ?? 0m), new(month ?? 0m))),
        };
    }
}
