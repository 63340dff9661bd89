using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>Brings the outcome recorded under the caller's own id of the operation.</summary>
sealed class ExternalIdPart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.Command.Who.ExternalId is not null;

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
    [
        $"{Column(query => query.ExternalIdDigest)} as external_digest",
    ];

    public override string Join => RecordedOutcome.Join("external_id", "q.external_digest", "x");

    public override string Columns => RecordedOutcome.Columns("x");

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known) =>
        known with { ByExternalId = RecordedOutcome.Read(row) };
}
