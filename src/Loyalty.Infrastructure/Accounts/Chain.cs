using System.Diagnostics;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Accounts.Tables;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>A chain of decisions on one account: what is to be stored, and who gets an answer when it is.</summary>
/// <param name="program">Code of the program that the account belongs to.</param>
/// <param name="at">When the first of them was made.</param>
sealed class Chain(Account account, string program, DateTimeOffset at)
{
    readonly List<NewOutcome> outcomes = [];

    /// <summary>The account as it was before.</summary>
    public AccountState Before { get; } = account.State;

    public string Program { get; } = program;

    public DateTimeOffset At { get; } = at;

    /// <summary>The first caller's span.</summary>
    public Activity? Span => Answered.Find(command => command.Span is not null)?.Span;

    /// <summary>The account as the last decision left it.</summary>
    public Account Account { get; private set; } = account;

    /// <summary>Callers whose result is known once this is stored.</summary>
    public List<Command> Answered { get; } = [];

    /// <summary>Callers who need to know more than was loaded.</summary>
    public List<Command> Again { get; } = [];

    public IReadOnlyList<NewOutcome> Outcomes => outcomes;

    public long LoadedVersion => Before.Version;

    /// <summary>Replays store nothing.</summary>
    public bool IsEmpty => outcomes.Count == 0 && Account.Entries.Count == 0;

    public bool DueChanged => Before.NextDueAt != Account.State.NextDueAt;

    /// <param name="changed">The account after the decision, when its changes count.</param>
    public void Add(Command command, Verdict verdict, Account? changed)
    {
        Account = changed ?? Account;
        if (verdict.Text is { } text && command.Key is { } key)
        {
            var recorded = new RecordedOutcome(key.Fingerprint, text);
            outcomes.Add(new(NewOutcome.Keys, key.KeyName, key.Value, recorded));
            if (verdict.IsOk && command.Who.ExternalId is { } external)
            {
                outcomes.Add(new(external.Family, "", external.Id, recorded));
            }
        }

        Answered.Add(command);
    }

    /// <summary>
    /// The answer to an external id, given again under another key: from now on that key means it too.
    /// </summary>
    public void AddRepeat(Command command, string text)
    {
        var key = command.Key!;
        outcomes.Add(new(NewOutcome.Keys, key.KeyName, key.Value, new(key.Fingerprint, text)));
        Answered.Add(command);
    }

    /// <summary>An answer that stores nothing, and still waits: what it repeats may be in this very chain.</summary>
    public void Done(Command command) => Answered.Add(command);

    public RecordedOutcome? ByKey(Command command) =>
        command.Key is { } key ? Earlier(NewOutcome.Keys, key.KeyName, key.Value) : null;

    public RecordedOutcome? ByExternalId(Command command) =>
        command.Who.ExternalId is { } external ? Earlier(external.Family, "", external.Id) : null;

    RecordedOutcome? Earlier(string family, string keyName, string key) =>
        outcomes.Find(outcome => outcome.Family == family && outcome.KeyName == keyName
            && outcome.Key == key)?.Recorded;
}
