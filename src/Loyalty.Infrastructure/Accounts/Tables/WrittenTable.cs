using System.Collections;
using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>What a column is to the statements that are made of it.</summary>
[Flags]
enum ColumnKind
{
    /// <summary>Written once and read.</summary>
    Plain = 0,

    /// <summary>Part of the table's key, after bucket and account number.</summary>
    Key = 1,

    /// <summary>Written again when its row changes.</summary>
    Changes = 2,

    /// <summary>Written for an index alone, and never read: it follows from the other columns.</summary>
    Derived = 4,
}

/// <summary>
/// What is left out of the save statement when no chain asks for it: starting a statement costs by its parts, more than
/// they do for a row.
/// </summary>
sealed record RarePart(Func<Chain, bool> IsAsked);

/// <summary>A row and the number of the account that it belongs to.</summary>
readonly record struct Owned<TRow>(int Account, TRow Row);

/// <summary>
/// A table of accounts that the save statement writes to. Its own file lists its columns, each once: the parts of the
/// statement, the parameters and the readers' select lists are made from that list.
/// </summary>
/// <param name="name">The table's.</param>
/// <param name="part">Name of its part of the save statement.</param>
/// <param name="rare">Tells which chains ask for its part, where most do not; null: it is always there.</param>
/// <param name="lostFact">See <see cref="LostFact"/>; null: it has none.</param>
abstract class WrittenTable(string name, string part, RarePart? rare, Func<PostgresException, object?>? lostFact)
{
    readonly List<(string Name, ColumnKind Kind)> columns = [];

    public string Name { get; } = name;

    public string Part { get; } = part;

    public RarePart? Rare { get; } = rare;

    /// <summary>The columns that are read, in order, each with the alias of the table before it.</summary>
    public string Columns(string alias) => string.Join(
        ", ", columns.Where(column => !column.Kind.HasFlag(ColumnKind.Derived))
            .Select(column => $"{alias}.{column.Name}"));

    /// <summary>
    /// A fact that a statement lost to somebody else, told by how the server refused it: the decision is made again
    /// with it. Null when the refusal is not this table's.
    /// </summary>
    public object? LostFact(PostgresException error) => lostFact?.Invoke(error);

    /// <summary>How many of its rows a chain stores.</summary>
    public abstract int Count(Chain chain);

    /// <summary>The part of the save statement that stores the rows of accounts that moved.</summary>
    public abstract SqlText<ChainsToSave> Insert { get; }

    protected void Add(string column, ColumnKind kind) => columns.Add((column, kind));

    protected string Names => string.Join(", ", columns.Select(column => column.Name));

    protected string OnConflict()
    {
        var changes = columns.Where(column => column.Kind.HasFlag(ColumnKind.Changes)).Select(column => column.Name)
            .ToList();
        var key = columns.Where(column => column.Kind.HasFlag(ColumnKind.Key)).Select(column => column.Name);
        return changes.Count == 0 ? "" : $"""

            on conflict (bucket, account_number, {string.Join(", ", key)}) do update
            set {string.Join(", ", changes.Select(column => $"{column} = excluded.{column}"))}
            """;
    }
}

/// <summary>A table whose rows come from chains.</summary>
/// <param name="rows">What a chain stores, in the order of their keys.</param>
sealed class WrittenTable<TRow>(
    string name, string part, Func<Chain, IReadOnlyCollection<TRow>> rows, RarePart? rare = null,
    Func<PostgresException, object?>? lostFact = null)
    : WrittenTable(name, part, rare, lostFact), IEnumerable
{
    readonly List<SqlText<ChainsToSave>> lists = [];
    readonly List<SqlText<ChainsToSave>> selected = [];

    public IReadOnlyCollection<TRow> Of(Chain chain) => rows(chain);

    public override int Count(Chain chain) => rows(chain).Count;

    public void Add<T>(string column, Func<TRow, T> value, ColumnKind kind = ColumnKind.Plain)
    {
        Add(column, kind);
        selected.Add($"s.{column}");
        lists.Add($"{Sent(row => value(row.Row))} as {column}");
    }

    /// <summary>A column that has the same value in all rows.</summary>
    public void Add<T>(string column, SqlValue<ChainsToSave, T> value)
    {
        Add(column, ColumnKind.Plain);
        selected.Add($"{value}");
    }

    /// <remarks>
    /// Rows belong to the accounts that "moved"; asking so inside "case" keeps the planner from making a join of it,
    /// which without hash joins compares each row with each account.
    /// </remarks>
    public override SqlText<ChainsToSave> Insert => $"""
        ), {Part} as (
            insert into {Name} (bucket, account_number, {Names})
            select s.account_number & 255, s.account_number, {SqlText<ChainsToSave>.Join(", ", selected)}
            from (
                select {Sent(row => row.Account)} as account_number, {SqlText<ChainsToSave>.Join(", ", lists)}
            ) as s
            where case when s.account_number in (select account_number from moved) then true end{OnConflict()}
            returning 1
        """;

    IEnumerator IEnumerable.GetEnumerator() => lists.GetEnumerator();

    SqlColumn<ChainsToSave, Owned<TRow>, T> Sent<T>(Func<Owned<TRow>, T> value) =>
        new(chains => chains.Rows(this), value);
}
