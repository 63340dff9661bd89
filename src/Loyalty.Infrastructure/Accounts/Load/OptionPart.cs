using System.Text.Json;
using Loyalty.Domain.Rewards;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>Brings what is left of options, and the member's tags, as <see cref="OptionFacts"/>.</summary>
sealed class OptionPart : LoadPart
{
    const string NoTags = "[]";

    public override bool IsAsked(LoadQuery query) => query.Options is not null;

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
        [$"{Column(query => query.Options?.Options)} as option_numbers"];

    public override string Join => """
        left join lateral (
            select json_agg(json_build_array(s.option_number, s.remaining))::text as list
            from unnest(string_to_array(q.option_numbers, ' ')::int[]) as w (number)
            cross join lateral (
                select * from option_stock o
                where o.program_number = q.program_number and o.option_number = w.number and o.remaining is not null
                limit 1
            ) s
        ) options on true
        """;

    public override string Columns =>
        "options.list, case when q.option_numbers is not null then array_to_json(m.tags)::text end";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known)
    {
        var (left, tags) = (row.TextOrNull(), row.TextOrNull());
        return query.Options is not { } asked ? known : known with
        {
            Facts = known.Facts.With(new OptionFacts(
                asked,
                JsonValues.Rows(left, option => (Number: option.Int32(), Left: option.Int64()))
                    .ToDictionary(option => option.Number, option => option.Left),
                tags is null or NoTags ? [] : JsonSerializer.Deserialize<IReadOnlyList<string>>(tags)!)),
        };
    }
}
