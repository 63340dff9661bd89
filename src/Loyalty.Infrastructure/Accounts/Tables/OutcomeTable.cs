using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>
/// Table "outcome": what was answered under an idempotency key, for as long as keys are kept. A new column is a line in
/// <see cref="Rows"/>, a member of <see cref="NewOutcome"/> and a migration.
/// </summary>
static class OutcomeTable
{
    public static readonly WrittenTable<NewOutcome> Rows = new(
        "outcome", new("outcomes", chain => chain.Outcomes))
    {
        { "digest", outcome => outcome.Digest },
        { "fingerprint", outcome => outcome.Fingerprint },
        { "seq", outcome => outcome.Seq },
        { "result", outcome => outcome.Code },
        { "recorded_at", ChainsToSave.SavedAt },
    };

    /// <summary>
    /// Which of the keys that are sent are recorded already: their accounts are left as they are, and the answer is
    /// read. Keys come again seldom, so that no load looks for them.
    /// </summary>
    public static SqlText<ChainsToSave> Seen => $"""
        seen as (
            select o.account_number, o.digest
            from (
                select {Sent(row => row.Account)} as account_number, {Sent(row => row.Row.Digest)} as digest
            ) k
            cross join lateral (
                select * from outcome o
                where o.bucket = (k.account_number & 255) and o.account_number = k.account_number
                    and o.digest = k.digest
                limit 1
            ) o
        )
        """;

    static SqlColumn<ChainsToSave, Owned<NewOutcome>, T> Sent<T>(Func<Owned<NewOutcome>, T> value) =>
        Rows.Inserts.Sent(value);
}
