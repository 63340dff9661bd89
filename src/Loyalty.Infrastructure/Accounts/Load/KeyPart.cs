using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>Brings the outcome recorded under the caller's idempotency key.</summary>
sealed class KeyPart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.Command.Key is not null;

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
    [
        $"{Column(query => query.Command.Key?.KeyLine)} as key_line",
        $"{Column(query => query.Command.Key?.Value)} as key",
    ];

    public override string Join => """
        left join lateral (
            select * from outcome o
            where o.bucket = a.bucket and o.account_number = a.account_number and o.family = 'key'
                and o.key_line = q.key_line and o.key = q.key
            limit 1
        ) k on true
        """;

    public override string Columns => "k.fingerprint, k.result";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known) =>
        known with { ByKey = RecordedOutcome.Read(row) };
}
