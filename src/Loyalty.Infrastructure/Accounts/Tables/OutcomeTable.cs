using System.Security.Cryptography;
using System.Text;
using Loyalty.Infrastructure.Accounts.Load;
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

/// <summary>
/// Table "external_id": what was answered to a command that has an id of the caller's own, for ever. A new column is a
/// line in <see cref="Rows"/>, a member of <see cref="NewOutcome"/> and a migration.
/// </summary>
static class ExternalIdTable
{
    public static readonly WrittenTable<NewOutcome> Rows = new(
        "external_id", WrittenRows<NewOutcome>.Rarely("external_ids", chain => chain.ExternalIds))
    {
        { "digest", outcome => outcome.Digest },
        { "fingerprint", outcome => outcome.Fingerprint },
        { "seq", outcome => outcome.Seq },
        { "result", outcome => outcome.Code },
    };
}

/// <summary>An outcome to be stored under an idempotency key or an external id.</summary>
/// <param name="told">The last entry of the command; null: it made none.</param>
sealed class NewOutcome(byte[] digest, RecordedOutcome recorded, EntryTold? told, int scale)
{
    /// <summary>Enough that no two meet by chance.</summary>
    const int DigestBytes = 16;

    public byte[] Digest { get; } = digest;

    public RecordedOutcome Recorded { get; } = recorded;

    public byte[] Fingerprint { get; } = [.. recorded.Fingerprint.Take(DigestBytes)];

    public int? Seq { get; } = told?.Number.Seq;

    public string Code { get; } = OutcomeCode.Shorten(recorded.Text, told, scale);

    /// <summary>What a key is found by: it and its API key's line.</summary>
    public static byte[] DigestOfKey(string keyLine, string key) => DigestOf(keyLine, key);

    public static byte[] DigestOfExternalId(int program, string family, string id) => DigestOf(
        program.ToString(System.Globalization.CultureInfo.InvariantCulture), family, id);

    static byte[] DigestOf(params string[] parts) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)))[..DigestBytes];
}
