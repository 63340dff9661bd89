using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// Brings the outcome recorded under the caller's idempotency key, where a commit has found that there is one, or none
/// will be made.
/// </summary>
sealed class KeyPart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.Command is { SeeksKey: true, Key: not null };

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
    [
        $"{Column(query => query.Command is { SeeksKey: true, Key: { } key }
            ? NewOutcome.DigestOfKey(key.KeyLine, key.Value)
            : null)} as key_digest",
    ];

    public override string Join => RecordedOutcome.Join("outcome", "q.key_digest", "k");

    public override string Columns => RecordedOutcome.Columns("k");

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known) =>
        known with { ByKey = RecordedOutcome.Read(row) };
}
