using System.Collections.Concurrent;
using Loyalty.Infrastructure.Ledger;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Accounts.Save;

/// <summary>
/// Stores chains of decisions in one statement, which is one round trip and one transaction. It writes final states,
/// never differences; everything hangs on the account row's conditional update, by "returning": a chain whose
/// account's version moved on stores nothing.
/// </summary>
sealed class AccountWriter
{
    const int Lanes = 1;
    const int LanesOfLocked = 4;
    const int MaxCallers = 200;

    static readonly Dictionary<(bool HasRedemptions, bool HasNotesOrDue), PreparedStatement> Statements =
        new[] { (false, false), (false, true), (true, false), (true, true) }
            .ToDictionary(has => has, has => new PreparedStatement(SaveStatement.Text(has.Item1, has.Item2)));

    readonly Database database;
    readonly TimeProvider clock;
    readonly Combiner<Chain, bool> combined;
    readonly Combiner<Chain, bool> alone;

    /// <summary>
    /// Accounts of which somebody may keep a row locked for long: until a commit of theirs goes through they are stored
    /// alone, and let no other wait for that row.
    /// </summary>
    readonly ConcurrentDictionary<int, bool> locked = new();

    public AccountWriter(Database database, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);

        // Who has been decided was let in before: nobody is refused here.
        combined = new(
            "commit", Lanes, MaxCallers, int.MaxValue, decided => decided.Answered.Count, StoreTogether,
            decided => decided.Span);
        alone = new("commit_alone", LanesOfLocked, 1, int.MaxValue, _ => 1, StoreTogether, decided => decided.Span);
    }

    /// <summary>Accounts whose commits go alone for now.</summary>
    internal IEnumerable<int> Locked => locked.Keys;

    /// <summary>
    /// True when the chain is durable; false when its account's version had moved on, and nothing is stored. A caller's
    /// token ends its wait, never this.
    /// </summary>
    public async Task<bool> Store(Chain decided)
    {
        var account = decided.Account.State.Id.Number;
        if (!locked.ContainsKey(account))
        {
            try
            {
                return await combined.Run(decided);
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                // Somebody has locked a row of that statement, perhaps this account's: nothing of it was stored.
                locked[account] = true;
            }
        }

        // What has become too old on the way was not tried: the row may still be locked.
        var stored = await alone.Run(decided);
        if (stored || !IsTooOld(decided))
        {
            locked.TryRemove(account, out _);
        }

        return stored;
    }

    /// <summary>
    /// Stores all that still can be stored; the answers are in the order of the chains. What was decided too long ago is
    /// decided again: whoever reads what was recorded by then must not wait for it for ever.
    /// </summary>
    public async Task<IReadOnlyList<bool>> StoreTogether(IReadOnlyList<Chain> all)
    {
        var chains = all.Where(chain => !IsTooOld(chain)).ToList();
        if (chains.Count == 0)
        {
            return [.. all.Select(_ => false)];
        }

        var statement = Statements[(
            chains.Any(chain => chain.Account.ChangedRedemptions.Count > 0),
            chains.Any(chain => chain.DueChanged || chain.Account.Entries.Any(entry => entry.Note is not null)))];
        var parameters = CommitParameters.Of(chains, clock.GetUtcNow());

        // Opening a connection may have taken long.
        var numbers = await database.InStore(async connection =>
            chains.Exists(IsTooOld) ? null : await statement.Query<int>(connection, parameters));
        if (numbers is null)
        {
            return [.. all.Select(_ => false)];
        }

        var stored = numbers.ToHashSet();
        StoreTelemetry.Conflicted(chains.Count - stored.Count);
        foreach (var chain in chains.Where(IsStored))
        {
            StoreTelemetry.Stored(chain.Program, chain.Account, chain.Loaded);
        }

        return [.. all.Select(IsStored)];

        bool IsStored(Chain chain) => stored.Contains(chain.Account.State.Id.Number);
    }

    /// <summary>Whoever reads what was recorded by then counts on its not being stored any more.</summary>
    bool IsTooOld(Chain chain) => clock.GetUtcNow() - chain.At >= TransactionExport.CommitDelay;
}
