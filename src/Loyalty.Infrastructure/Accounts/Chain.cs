using System.Diagnostics;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Load;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>A chain of decisions on one account: what is to be stored, and who gets an answer when it is.</summary>
/// <param name="program">Code of the program that the account belongs to.</param>
/// <param name="at">When the first of them was made.</param>
sealed class Chain(Account account, string program, DateTimeOffset at)
{
    readonly List<OutcomeRow> outcomes = [];

    /// <summary>The account as it was before.</summary>
    public AccountState Loaded { get; } = account.State;

    public string Program { get; } = program;

    public DateTimeOffset At { get; } = at;

    /// <summary>The first caller's span.</summary>
    public Activity? Span => Answered.Find(work => work.Span is not null)?.Span;

    /// <summary>The account as the last decision left it.</summary>
    public Account Account { get; private set; } = account;

    /// <summary>Callers whose result is known once this is stored.</summary>
    public List<Command> Answered { get; } = [];

    /// <summary>Callers who need more of the account than was loaded.</summary>
    public List<Command> Again { get; } = [];

    public IReadOnlyList<OutcomeRow> Outcomes => outcomes;

    public long LoadedVersion => Loaded.Version;

    /// <summary>Replays store nothing.</summary>
    public bool IsEmpty => outcomes.Count == 0 && Account.Entries.Count == 0;

    public bool DueChanged => Loaded.NextDueAt != Account.State.NextDueAt;

    /// <param name="changed">The account after the decision, when its changes count.</param>
    public void Add(Command work, Verdict verdict, Account? changed)
    {
        Account = changed ?? Account;
        if (verdict.Outcome is { } outcome && work.Key is { } key)
        {
            outcomes.Add(new(OutcomeRow.Keys, key.KeyName, key.Value, key.Fingerprint, outcome));
            if (verdict.IsOk && work.Who.ExternalId is { } external)
            {
                outcomes.Add(new(external.Family, "", external.Id, key.Fingerprint, outcome));
            }
        }

        Answered.Add(work);
    }

    /// <summary>
    /// The answer to an external id, given again under another key: from now on that key means it too.
    /// </summary>
    public void AddRepeat(Command work, string outcome)
    {
        outcomes.Add(new(OutcomeRow.Keys, work.Key!.KeyName, work.Key.Value, work.Key.Fingerprint, outcome));
        Answered.Add(work);
    }

    /// <summary>An answer that stores nothing, and still waits: what it repeats may be in this very chain.</summary>
    public void Done(Command work) => Answered.Add(work);

    public Recorded? ByKey(Command work) =>
        work.Key is { } key ? Earlier(OutcomeRow.Keys, key.KeyName, key.Value) : null;

    public Recorded? ByExternalId(Command work) =>
        work.Who.ExternalId is { } external ? Earlier(external.Family, "", external.Id) : null;

    Recorded? Earlier(string family, string keyName, string key) =>
        outcomes.Find(row => row.Family == family && row.KeyName == keyName && row.Key == key) is { } row
            ? new(row.Fingerprint, row.Result)
            : null;
}

/// <summary>An outcome to be stored under an idempotency key or an external id.</summary>
sealed record OutcomeRow(string Family, string KeyName, string Key, byte[] Fingerprint, string Result)
{
    /// <summary>The family of idempotency keys; every other family holds external ids.</summary>
    public const string Keys = "key";
}
