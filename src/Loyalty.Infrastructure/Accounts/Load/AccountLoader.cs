using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Programs;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// Reads everything that decisions need in one statement, which is one snapshot: reference, owner, account, open lots,
/// and for each caller the facts that it asks for. Callers of different accounts who ask at one time share the
/// statement.
/// </summary>
sealed class AccountLoader
{
    const int Lanes = 1;
    const int LanesOfAllLots = 2;
    const int MaxCallers = 200;

    /// <summary>
    /// Active lots that are loaded from their table where those on the account's row are not enough, unless a decision
    /// turns out to need all of them; pending ones all are.
    /// </summary>
    public const int MaxLots = 500;

    readonly Database database;
    readonly ProgramCatalog programs;
    readonly TimeProvider clock;
    readonly ClockWatch watch;
    readonly AccountOpener opener;
    readonly Combiner<IReadOnlyList<LoadQuery>, IReadOnlyList<LoadRow>> combined;

    /// <summary>
    /// For who needs all lots of an account, or their sums: these may be very many, and nobody else waits for them.
    /// </summary>
    readonly Combiner<IReadOnlyList<LoadQuery>, IReadOnlyList<LoadRow>> ofAllLots;

    public AccountLoader(Database database, ProgramCatalog programs, TimeProvider clock, ClockWatch watch)
    {
        (this.database, this.programs, this.clock, this.watch) = (database, programs, clock, watch);
        opener = new(database, clock);

        combined = new("load", Lanes, MaxCallers, Database.MaxWaiting, asked => asked.Count, ReadAll);
        ofAllLots = new("load_all_lots", LanesOfAllLots, 1, Database.MaxWaiting, _ => 1, ReadAll);
    }

    /// <summary>
    /// Loads for callers that ask about one account. A member without an account yet gets an empty one: stored first,
    /// so that a commit finds its row, unless it is only looked at.
    /// </summary>
    public async Task Load(IReadOnlyList<Command> commands, CancellationToken ct)
    {
        var stale = new HashSet<string>();
        var pending = commands;
        while (pending.Count > 0)
        {
            pending = await LoadOnce(pending, stale, ct);
        }
    }

    /// <summary>
    /// Returns those whose program turned out to be older than the database's, whose account was just opened, or who
    /// need more of its lots.
    /// </summary>
    async Task<IReadOnlyList<Command>> LoadOnce(
        IReadOnlyList<Command> commands, HashSet<string> stale, CancellationToken ct)
    {
        var asked = new List<LoadQuery>();
        foreach (var command in commands)
        {
            if (await Query(command, stale, ct) is { } query)
            {
                asked.Add(query);
            }
        }

        stale.Clear();
        if (asked.Count == 0)
        {
            return [];
        }

        var reads = asked.Exists(query => query.Depth > LotDepth.First) ? ofAllLots : combined;
        var rows = await reads.Run(asked).WaitAsync(ct);
        var again = new List<Command>();
        for (var i = 0; i < asked.Count; i++)
        {
            if (!await Take(asked[i], rows[i], stale, ct))
            {
                again.Add(asked[i].Command);
            }
        }

        return again;
    }

    /// <summary>What to ask for a caller; null when it has its answer without.</summary>
    async Task<LoadQuery?> Query(Command command, HashSet<string> stale, CancellationToken ct)
    {
        if (command.Who is not MemberAccount who)
        {
            return new(command, null, null);
        }

        var program = stale.Contains(who.Program)
            ? await programs.Refresh(who.Program, ct)
            : await programs.Find(who.Program, ct);
        var currency = program?.Currency(who.PointsCurrency);
        if (program is not null && currency is null && stale.Add(who.Program))
        {
            program = await programs.Refresh(who.Program, ct);
            currency = program?.Currency(who.PointsCurrency);
        }

        if (program is null || currency is null)
        {
            command.Loaded = LoadResult.No(program is null ? Declines.ProgramNotFound : Declines.CurrencyNotFound);
            return null;
        }

        if (who.Member.Identifier is { } identifier && !program.Allows(identifier))
        {
            if (stale.Add(who.Program))
            {
                return await Query(command, stale, ct);
            }

            command.Loaded = LoadResult.No(FieldCodes.UnknownField.Decline("member.custom"));
            return null;
        }

        return LoadQuery.For(command, program, currency);
    }

    /// <summary>Gives a caller what its row says; false when it has to be loaded again.</summary>
    async Task<bool> Take(LoadQuery query, LoadRow row, HashSet<string> stale, CancellationToken ct)
    {
        var command = query.Command;
        if (!row.IsKeyValid)
        {
            command.Loaded = LoadResult.No(Declines.KeyRefused);
            return true;
        }

        command.HasConfirmedKey = true;
        if (row.ProgramCode is null)
        {
            command.Loaded = LoadResult.No(Declines.TransactionNotFound);
            return true;
        }

        var program = query.Program ?? await programs.At(row.ProgramCode, row.ProgramVersion, ct);
        if (program?.Version != row.ProgramVersion)
        {
            stale.Add(row.ProgramCode);
            return false;
        }

        if (!row.IsEnrolled)
        {
            command.Loaded = LoadResult.No(Declines.MemberNotFound);
            return true;
        }

        command.HasNowhereToStore = row.AccountNumber is null && row.Owner!.TakesNoPart;
        if (row.AccountNumber is null && command.Stores)
        {
            if (command.HasNowhereToStore)
            {
                command.Loaded = LoadResult.No(Declines.AccountClosed);
                return true;
            }

            await opener.Open(query, row.Owner!.Number);
            return false;
        }

        if (row.LacksLots)
        {
            command.Missing = MissingParts.AllLots.After(command.Missing);
            return false;
        }

        var currency = query.Currency
            ?? program.PointsCurrencies.Single(currency => currency.Number == row.CurrencyNumber);
        command.Loaded = new(
            new(program, row.ToState(currency), row.OnRow, row.OwnerLanguage), row.Caller, Decline: null);
        return true;
    }

    /// <summary>
    /// One snapshot holds for all: what is the account's own was read once for each, and is given to all who ask for
    /// it.
    /// </summary>
    async Task<IReadOnlyList<IReadOnlyList<LoadRow>>> ReadAll(IReadOnlyList<IReadOnlyList<LoadQuery>> callers)
    {
        var rows = await Read([.. callers.SelectMany(asked => asked)]);
        foreach (var account in rows.Where(row => row.AccountNumber is not null).GroupBy(row => row.AccountNumber))
        {
            var shared = SharedParts.Of([.. account]);
            foreach (var row in account)
            {
                row.Shared = shared;
            }
        }

        var place = 0;
        return [.. callers.Select(asked => rows[place..(place += asked.Count)])];
    }

    async Task<List<LoadRow>> Read(IReadOnlyList<LoadQuery> asked)
    {
        var statement = LoadStatement.For(asked);
        var queries = new LoadQueries(asked, MaxLots, clock.GetUtcNow());
        var begun = watch.Now;
        var rows = await database.ReadInStore(
            connection => statement.Query(connection, queries),
            isLarge: asked.Any(query => query.Depth == LotDepth.All));
        watch.Compare(begun, rows[0].ServerTime);
        watch.Demand();
        return rows;
    }
}
