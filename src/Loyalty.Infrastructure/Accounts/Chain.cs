using System.Diagnostics;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Accounts.Tables;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>A chain of decisions on one account: what is to be stored, and who gets an answer when it is.</summary>
/// <param name="program">Code of the program that the account belongs to.</param>
sealed class Chain(Account account, string program)
{
    readonly List<NewOutcome> outcomes = [];

    /// <summary>The account as it was before.</summary>
    public AccountState Before { get; } = account.State;

    public string Program { get; } = program;

    /// <summary>When the last of them was made, which its entries are recorded at.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The first caller's span.</summary>
    public Activity? Span => Answered.Find(command => command.Span is not null)?.Span;

    /// <summary>The account as the last decision left it.</summary>
    public Account Account { get; private set; } = account;

    /// <summary>Callers whose result is known once this is stored.</summary>
    public List<Command> Answered { get; } = [];

    /// <summary>Callers who need to know more than was loaded.</summary>
    public List<Command> Again { get; } = [];

    /// <summary>Callers who come to their turn once what is due by now is stored, which was too much at once.</summary>
    public List<Command> Behind { get; } = [];

    public bool IsBehind => Account.IsBehind;

    public IReadOnlyList<NewOutcome> Outcomes => outcomes;

    public IReadOnlyCollection<Lot> NewLots => Lots(areNew: true);

    public IReadOnlyCollection<Lot> ChangedLots => Lots(areNew: false);

    public IReadOnlyCollection<Redemption> NewRedemptions => Redemptions(areNew: true);

    public IReadOnlyCollection<Redemption> ChangedRedemptions => Redemptions(areNew: false);

    public long LoadedVersion => Before.Version;

    /// <summary>Replays store nothing.</summary>
    public bool IsEmpty => outcomes.Count == 0 && Account.Entries.Count == 0;

    public bool DueChanged => Before.NextDueAt != Account.State.NextDueAt;

    /// <summary>Only a part of what is due was applied: that part is stored, and no more is decided.</summary>
    public void FallBehind(Account changed) => Account = changed;

    /// <summary>Ends the chain: nothing can be decided in it any more.</summary>
    public void Seal(DateTimeOffset at)
    {
        At = at;
        Account.Seal(at);
    }

    /// <param name="changed">The account after the decision, when its changes count.</param>
    public void Add(Command command, Verdict verdict, Account? changed)
    {
        Account = changed ?? Account;
        if (verdict.Text is { } text && command.Key is { } key)
        {
            var recorded = new RecordedOutcome(key.Fingerprint, text);
            outcomes.Add(new(NewOutcome.Keys, key.KeyLine, key.Value, recorded));
            if (verdict is { IsOk: true, IsRepeat: false } && command.Who.ExternalId is { } external)
            {
                outcomes.Add(new(external.Family, "", external.Id, recorded));
            }
        }

        Answered.Add(command);
    }

    /// <summary>An answer that stores nothing, and still waits: what it repeats may be in this very chain.</summary>
    public void Done(Command command) => Answered.Add(command);

    public RecordedOutcome? ByKey(Command command) =>
        command.Key is { } key ? Earlier(NewOutcome.Keys, key.KeyLine, key.Value) : null;

    public RecordedOutcome? ByExternalId(Command command) =>
        command.Who.ExternalId is { } external ? Earlier(external.Family, "", external.Id) : null;

    List<Lot> Lots(bool areNew) =>
        [.. Account.ChangedLots.Where(lot => lot.Id > Before.Seq == areNew).OrderBy(lot => lot.Id)];

    /// <summary>One that was plain when it was loaded has no row yet.</summary>
    List<Redemption> Redemptions(bool areNew) =>
        [.. Account.ChangedRedemptions
            .Where(changed => Before.Redemptions.GetValueOrDefault(changed.Id) is null or { IsPlain: true } == areNew)
            .OrderBy(redemption => redemption.Id)];

    RecordedOutcome? Earlier(string family, string keyLine, string key) =>
        outcomes.Find(outcome => outcome.Family == family && outcome.KeyLine == keyLine
            && outcome.Key == key)?.Recorded;
}
