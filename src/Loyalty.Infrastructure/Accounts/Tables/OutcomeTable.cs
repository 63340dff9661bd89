using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Accounts.Save;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>
/// Table "outcome": what was answered under an idempotency key or an external id. A new column is a line in
/// <see cref="Rows"/>, a member of <see cref="NewOutcome"/> and a migration.
/// </summary>
static class OutcomeTable
{
    public static readonly WrittenTable<NewOutcome> Rows = new(
        "outcome", new("outcomes", chain => chain.Outcomes))
    {
        { "family", outcome => outcome.Family },
        { "key_line", outcome => outcome.KeyLine },
        { "key", outcome => outcome.Key },
        { "fingerprint", outcome => outcome.Recorded.Fingerprint },
        { "result", outcome => outcome.Recorded.Text },
        { "recorded_at", ChainsToSave.SavedAt },
    };
}

/// <summary>An outcome to be stored under an idempotency key or an external id.</summary>
/// <param name="KeyLine">Line of the API key; empty for external ids.</param>
sealed record NewOutcome(string Family, string KeyLine, string Key, RecordedOutcome Recorded)
{
    /// <summary>The family of idempotency keys; every other family holds external ids.</summary>
    public const string Keys = "key";
}
