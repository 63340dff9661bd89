using System.Diagnostics;
using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Accounts.Tables;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>A chain of decisions on one account: what is to be stored, and who gets an answer when it is.</summary>
/// <param name="onRow">Those of its lots that were on the account's row.</param>
/// <param name="program">The program that the account belongs to.</param>
sealed class Chain(Account account, LotSet onRow, ProgramIdentity program)
{
    readonly List<(Command Command, NewOutcome Outcome)> byKey = [];
    readonly List<(ExternalReference Id, NewOutcome Outcome)> byExternalId = [];
    LotPlaces? lots;

    /// <summary>The account as it was before.</summary>
    public AccountState Before { get; } = account.State;

    public ProgramIdentity Program { get; } = program;

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

    public IReadOnlyList<NewOutcome> Outcomes { get; private set; } = [];

    public IReadOnlyList<NewOutcome> ExternalIds { get; private set; } = [];

    /// <summary>Entries with free text.</summary>
    public IReadOnlyList<Entry> Notes { get; private set; } = [];

    /// <summary>Keys of it turned out to be recorded already: their commands look for them.</summary>
    public bool HasSeenKeys { get; private set; }

    /// <summary>Where the account's lots are to be stored.</summary>
    /// <exception cref="InvalidOperationException">The chain has not ended.</exception>
    public LotPlaces Lots => lots ?? throw new InvalidOperationException("A chain that goes on stores nothing.");

    public IReadOnlyList<Redemption> Redemptions { get; private set; } = [];

    /// <summary>Coupons that were given.</summary>
    public IReadOnlyList<NewCoupon> Coupons { get; private set; } = [];

    /// <summary>What was taken of stock or put back, by option.</summary>
    public IReadOnlyList<StockChange> Stock { get; private set; } = [];

    public long LoadedVersion => Before.Version;

    /// <summary>Replays store nothing.</summary>
    public bool IsEmpty =>
        byKey.Count == 0 && Account.Entries.Count == 0 && Account.ChangedRedemptions.Count == 0;

    public bool DueChanged { get; private set; }

    /// <summary>Only a part of what is due was applied: that part is stored, and no more is decided.</summary>
    public void FallBehind(Account changed) => Account = changed;

    /// <summary>
    /// Ends the chain: nothing can be decided in it any more. Its rows are looked at several times, and gathered once.
    /// </summary>
    public void Seal(DateTimeOffset at)
    {
        At = at;
        Account.Seal(at);
        Outcomes = byKey.ConvertAll(pair => pair.Outcome);
        ExternalIds = byExternalId.ConvertAll(pair => pair.Outcome);
        Notes = [.. Account.Entries.Where(entry => entry.Note is not null)];
        lots = LotPlaces.Of(onRow, Before.Seq, Account);
        Redemptions = [.. Account.ChangedRedemptions.OrderBy(redemption => redemption.Id)];
        Coupons = [.. Account.Coupons.Select(coupon => new NewCoupon(Program.Number, coupon))];
        Stock = [.. Account.StockTaken.Where(option => option.Value != 0).OrderBy(option => option.Key)
            .Select(option => new StockChange(Program.Number, option.Key, option.Value))];
        DueChanged = Before.NextDueAt != Account.State.NextDueAt;
    }

    /// <param name="changed">The account after the decision, when its changes count.</param>
    public void Add(Command command, Verdict verdict, Account? changed)
    {
        var told = verdict.IsOk && changed?.Entries.Count > Account.Entries.Count
            ? EntryTold.Of(changed.Entries[^1])
            : null;
        if (verdict.Text is { } text && command.Key is { } key)
        {
            // Made before the change counts: nothing may be stored without its outcome.
            var recorded = new RecordedOutcome(key.Fingerprint, text);
            var scale = Account.State.Currency.Scale;
            var outcome = new NewOutcome(NewOutcome.DigestOfKey(key.KeyLine, key.Value), recorded, told, scale);
            byKey.Add((command, outcome));
            if (verdict is { IsOk: true, IsRepeat: false } && command.Who.ExternalId is { } id)
            {
                byExternalId.Add((id, outcome.Under(
                    NewOutcome.DigestOfExternalId(command.Loaded!.Snapshot!.Program.Number, id))));
            }
        }

        Account = changed ?? Account;
        Answered.Add(command);
    }

    /// <summary>A key with that digest is recorded already: nothing of this chain was stored.</summary>
    public void KeyWasSeen(byte[] digest)
    {
        HasSeenKeys = true;
        foreach (var (command, outcome) in byKey)
        {
            command.SeeksKey |= outcome.Digest.AsSpan().SequenceEqual(digest);
        }
    }

    /// <summary>An answer that stores nothing, and still waits: what it repeats may be in this very chain.</summary>
    public void Done(Command command) => Answered.Add(command);

    public RecordedOutcome? ByKey(Command command) => byKey.Find(
        earlier => earlier.Command.Key!.Value == command.Key?.Value
            && earlier.Command.Key.KeyLine == command.Key.KeyLine).Outcome?.Recorded;

    public RecordedOutcome? ByExternalId(Command command) =>
        byExternalId.Find(earlier => earlier.Id == command.Who.ExternalId).Outcome?.Recorded;
}

/// <summary>What never changes of a program.</summary>
readonly record struct ProgramIdentity(int Number, string Code);
