namespace Loyalty.Infrastructure.Accounts.Tables;

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
