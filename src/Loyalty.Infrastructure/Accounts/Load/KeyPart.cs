using Loyalty.Infrastructure.Accounts.Tables;
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

    public override string Join => """
        left join lateral (
            select * from outcome o
            where o.bucket = a.bucket and o.account_number = a.account_number and o.digest = q.key_digest
            limit 1
        ) k on true
        left join lateral (
            select * from entry o
            where o.bucket = a.bucket and o.account_number = a.account_number and o.seq = k.seq
            limit 1
        ) ke on true
        """;

    public override string Columns => $"k.fingerprint, k.result, {EntryTold.Columns("ke")}";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known) =>
        known with { ByKey = RecordedOutcome.Read(row) };
}
