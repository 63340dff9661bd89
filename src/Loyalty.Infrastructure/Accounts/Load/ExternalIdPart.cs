using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>Brings the outcome recorded under the caller's own id of the operation.</summary>
sealed class ExternalIdPart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.Command.Who.ExternalId is not null;

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
    [
        $"{Column(query => query.Command.Who.ExternalId?.Family)} as family",
        $"{Column(query => query.Command.Who.ExternalId?.Id)} as external_id",
    ];

    public override string Join => """
        left join lateral (
            select * from outcome o
            where o.bucket = a.bucket and o.account_number = a.account_number and o.family = q.family
                and o.key_line = '' and o.key = q.external_id
            limit 1
        ) x on true
        """;

    public override string Columns => "x.fingerprint, x.result";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known) =>
        known with { ByExternalId = RecordedOutcome.Read(row) };
}
