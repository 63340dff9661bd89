using System.Collections.Concurrent;
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
    /// <summary>
    /// A commit begins this long after its decision at most, or not at all: an export assumes that nothing decided
    /// longer ago will still be stored. Instances' clocks may differ by as much.
    /// </summary>
    public static readonly TimeSpan LatestStart = TimeSpan.FromSeconds(1.5);

    const int Lanes = 1;
    const int LanesOfLocked = 4;
    const int MaxCallers = 200;

    /// <summary>How many entries and lots a chain has at most that is stored together with others.</summary>
    const int LargeCommit = 1000;

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
            "commit", Lanes, MaxCallers, int.MaxValue, chain => chain.Answered.Count, StoreTogether,
            chain => chain.Span);
        alone = new("commit_alone", LanesOfLocked, 1, int.MaxValue, _ => 1, StoreTogether, chain => chain.Span);
    }

    /// <summary>Accounts whose commits go alone for now.</summary>
    internal IEnumerable<int> Locked => locked.Keys;

    /// <summary>
    /// What tells by the server's refusal that a fact was lost to somebody else: a table knows its own.
    /// </summary>
    internal IReadOnlyList<Func<PostgresException, object?>> LostFacts { get; set; } =
        [.. SaveStatement.Tables.Select(table => (Func<PostgresException, object?>)table.LostFact)];

    /// <summary>
    /// True when the chain is durable; false when its account's version had moved on, and nothing is stored. A caller's
    /// token ends its wait, never this.
    /// </summary>
    public async Task<bool> Store(Chain chain)
    {
        var account = chain.Account.State.Id.Number;
        if (IsLarge(chain))
        {
            // Others would wait for all of its rows.
            return await alone.Run(chain);
        }

        if (!locked.ContainsKey(account))
        {
            try
            {
                return await combined.Run(chain);
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                // Somebody has locked a row of that statement, perhaps this account's: nothing of it was stored.
                locked[account] = true;
            }
        }

        // What has become too old on the way was not tried: the row may still be locked.
        var stored = await alone.Run(chain);
        if (stored || !IsTooOld(chain))
        {
            locked.TryRemove(account, out _);
        }

        return stored;
    }

    /// <summary>
    /// The fact that a refused commit lost to somebody else; null: it was refused for another reason.
    /// </summary>
    public object? LostFact(PostgresException error) =>
        LostFacts.Select(lost => lost(error)).FirstOrDefault(fact => fact is not null);

    /// <summary>
    /// Stores all that still can be stored; the answers are in the order of the chains. What was decided too long ago
    /// is decided again: an export must not wait for it for ever.
    /// </summary>
    public async Task<IReadOnlyList<bool>> StoreTogether(IReadOnlyList<Chain> all)
    {
        var chains = new ChainsToSave(all.Where(chain => !IsTooOld(chain)), clock.GetUtcNow());
        if (chains.Chains.Count == 0)
        {
            return [.. all.Select(_ => false)];
        }

        // Opening a connection may have taken long.
        var rows = await database.InStore(
            async connection => chains.Chains.Any(IsTooOld)
                ? null
                : await SaveStatement.For(chains).Query(
                    connection, chains, row => (Account: row.GetInt32(0), Seen: row.GetValue(2) as byte[])),
            chains.Chains.Any(IsLarge));
        if (rows is null)
        {
            return [.. all.Select(_ => false)];
        }

        foreach (var (account, digest) in rows.Where(row => row.Seen is not null))
        {
            chains.Chains.Single(chain => chain.Account.State.Id.Number == account).KeyWasSeen(digest!);
        }

        var stored = rows.Where(row => row.Seen is null).Select(row => row.Account).ToHashSet();
        StoreTelemetry.Conflicted(chains.Chains.Count(chain => !IsStored(chain) && !chain.HasSeenKeys));
        foreach (var chain in chains.Chains.Where(IsStored))
        {
            StoreTelemetry.Stored(chain.Program.Code, chain.Account, chain.Before);
        }

        return [.. all.Select(IsStored)];

        bool IsStored(Chain chain) => stored.Contains(chain.Account.State.Id.Number);
    }

    static bool IsLarge(Chain chain) =>
        chain.Account.Entries.Count + chain.Lots.Out.Count + chain.Lots.Changed.Count + chain.Lots.In.Count
            > LargeCommit;

    bool IsTooOld(Chain chain) => clock.GetUtcNow() - chain.At >= LatestStart;
}
