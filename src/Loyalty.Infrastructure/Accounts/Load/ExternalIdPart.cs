using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>Brings the outcome recorded under the caller's own id of the operation.</summary>
sealed class ExternalIdPart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.Command.ExternalId is not null;

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
    [
        $"{Column(query => query.Command.ExternalId)} as external_digest",
    ];

    public override string Join => """
        left join lateral (
            select * from external_id o
            where o.bucket = a.bucket and o.account_number = a.account_number and o.digest = q.external_digest
            limit 1
        ) x on true
        left join lateral (
            select * from entry o
            where o.bucket = a.bucket and o.account_number = a.account_number and o.seq = x.seq
            limit 1
        ) xe on true
        """;

    public override string Columns => $"x.fingerprint, x.result, {EntryTold.Columns("xe")}";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known) =>
        known with { ByExternalId = RecordedOutcome.Read(row) };
}
