using System.Globalization;
using Loyalty.Application.Json;
using Loyalty.Domain.Tiers;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// Brings what the member had earned before the windows of the program's tiers, as <see cref="EarnedBefore"/>: on the
/// account in the program's default points currency, whichever account the caller is about.
/// </summary>
sealed class TierPart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.TierWindows is not null;

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
    [
        $"{Column(query => query.TierWindows is null ? null : query.Program?.DefaultCurrency.Number)} as tier_currency",
        $"{Column(query => query.TierWindows is { } windows ? Text(windows) : null)} as tier_windows",
    ];

    public override string Join { get; } = $"""
        left join lateral (
            select * from account o
            where o.bucket = m.bucket and o.owner_number = m.member_number and o.owner_kind = 'member'
                and o.points_currency_number = q.tier_currency
            limit 1
        ) earning on true
        left join lateral (
            select json_agg(json_build_array(split_part(w.text, '@', 1)::int, coalesce(before.earned, 0)))::text
                as list
            from unnest(string_to_array(q.tier_windows, ' ')) as w (text)
            left join lateral (
                {EntryTable.LastBefore("earning", "split_part(w.text, '@', 2)::timestamptz", EntryTable.Posted)}
            ) before on true
        ) before_windows on earning.account_number is not null
        """;

    public override string Columns => "earning.earned_total, before_windows.list";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known)
    {
        var (earned, list) = (row.DecimalOrNull(), row.TextOrNull());
        return query.TierWindows is null ? known : known with
        {
            Facts = known.Facts.With(new EarnedBefore(
                query.TierWindows.DayStart,
                new(earned ?? 0m),
                JsonValues.Rows(list, before => (Days: before.Int32(), Points: before.Points()))
                    .ToDictionary(before => before.Days, before => before.Points))),
        };
    }

    static string Text(TierWindows windows) => string.Join(' ', windows.Starts.Select(start =>
        $"{start.Key.ToString(CultureInfo.InvariantCulture)}@{TimeConverter.Text(start.Value)}"));
}
