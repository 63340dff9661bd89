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
/// A table of accounts that the save statement writes to. Its own file lists its columns, each once: the parts of the
/// statement, the parameters and the readers' select lists are made from that list.
/// </summary>
/// <param name="lostFact">See <see cref="LostFact"/>; null: it has none.</param>
abstract class WrittenTable(Func<PostgresException, object?>? lostFact)
{
    /// <summary>How its rows are stored: new ones, those that were there and changed, those that go.</summary>
    public abstract IReadOnlyList<WrittenPart> Parts { get; }

    /// <summary>
    /// A fact that a statement lost to somebody else, told by how the server refused it: the decision is made again
    /// with it. Null when the refusal is not this table's.
    /// </summary>
    public object? LostFact(PostgresException error) => lostFact?.Invoke(error);
}

/// <summary>A table whose rows come from chains.</summary>
sealed class WrittenTable<TRow> : WrittenTable, IEnumerable
{
    readonly string name;
    readonly Func<TRow, short>? bucketOf;
    readonly List<Column> columns = [];

    /// <param name="name">The table's.</param>
    /// <param name="inserts">The part of the save statement that stores new rows.</param>
    /// <param name="updates">The part that stores rows which were there before; null: rows never change.</param>
    /// <param name="deletes">The part that takes rows away; null: they never go.</param>
    /// <param name="lostFact">See <see cref="WrittenTable.LostFact"/>; null: it has none.</param>
    /// <param name="bucketOf">Of a table that is looked up by value, and has new rows alone; null: the account's.
    /// </param>
    public WrittenTable(
        string name, WrittenRows<TRow> inserts, WrittenRows<TRow>? updates = null,
        WrittenRows<TRow>? deletes = null, Func<PostgresException, object?>? lostFact = null,
        Func<TRow, short>? bucketOf = null)
        : base(lostFact)
    {
        (this.name, this.bucketOf) = (name, bucketOf);
        Inserts = new(inserts.Part, inserts.Rare, inserts.Of, part => Insert(part, inserts.MayExist));
        Parts = [Inserts, .. Part(updates, Update), .. Part(deletes, Delete)];
    }

    /// <summary>The part that stores new rows.</summary>
    public WrittenPart<TRow> Inserts { get; }

    public override IReadOnlyList<WrittenPart> Parts { get; }

    /// <summary>The columns that are read, in order, each with the alias of the table before it.</summary>
    public string Columns(string alias) => string.Join(
        ", ", columns.Where(column => !column.Kind.HasFlag(ColumnKind.Derived))
            .Select(column => $"{alias}.{column.Name}"));

    public void Add<T>(string column, Func<TRow, T> value, ColumnKind kind = ColumnKind.Plain) => columns.Add(new(
        column, kind, $"s.{column}", part => $"{part.Sent(row => value(row.Row))} as {column}"));

    /// <summary>A column that has the same value in all rows.</summary>
    public void Add<T>(string column, SqlValue<ChainsToSave, T> value) =>
        columns.Add(new(column, ColumnKind.Plain, $"{value}", null));

    IEnumerator IEnumerable.GetEnumerator() => columns.GetEnumerator();

    SqlText<ChainsToSave> Insert(WrittenPart<TRow> part, bool mayExist) => $"""
        ), {part.Name} as (
            insert into {name} (bucket, account_number, {string.Join(", ", columns.Select(column => column.Name))})
            select {(bucketOf is null ? "s.account_number & 255" : "s.bucket")}, s.account_number,
                {SqlText<ChainsToSave>.Join(", ", columns.Select(column => column.Selected))}
            from (
                {Rows(part, bucketOf is null ? columns : [.. columns, Bucket(bucketOf)])}
            ) as s
            where {WrittenPart.HasMoved}{(mayExist ? OnConflict() : "")}
            returning 1
        """;

    string OnConflict()
    {
        var keys = Keys.Select(column => column.Name);
        var changes = columns.Where(column => column.Kind.HasFlag(ColumnKind.Changes))
            .Select(column => $"{column.Name} = excluded.{column.Name}");
        return $"""

            on conflict (bucket, account_number, {string.Join(", ", keys)}) do update
            set {string.Join(", ", changes)}
            """;
    }

    static IEnumerable<WrittenPart<TRow>> Part(
        WrittenRows<TRow>? rows, Func<WrittenPart<TRow>, SqlText<ChainsToSave>> text) =>
        rows is null ? [] : [new(rows.Part, rows.Rare, rows.Of, text)];

    SqlText<ChainsToSave> Update(WrittenPart<TRow> part)
    {
        var changes = columns.Where(column => column.Kind.HasFlag(ColumnKind.Changes)).ToList();
        return $"""
            ), {part.Name} as (
                update {name} t
                set {string.Join(", ", changes.Select(column => $"{column.Name} = s.{column.Name}"))}
                from (
                    {Rows(part, [.. Keys, .. changes])}
                ) as s
                where {IsSent}
                returning 1
            """;
    }

    SqlText<ChainsToSave> Delete(WrittenPart<TRow> part) => $"""
        ), {part.Name} as (
            delete from {name} t
            using (
                {Rows(part, Keys)}
            ) as s
            where {IsSent}
            returning 1
        """;

    static Column Bucket(Func<TRow, short> of) =>
        new("bucket", ColumnKind.Derived, $"s.bucket", part => $"{part.Sent(row => of(row.Row))} as bucket");

    List<Column> Keys => [.. columns.Where(column => column.Kind.HasFlag(ColumnKind.Key))];

    /// <summary>A row "t" of the table is one of the rows "s" that are sent.</summary>
    string IsSent => $"""
        t.bucket = (s.account_number & 255) and t.account_number = s.account_number
            {string.Concat(Keys.Select(key => $"and t.{key.Name} = s.{key.Name}"))}
            and {WrittenPart.HasMoved}
        """;

    static SqlText<ChainsToSave> Rows(WrittenPart<TRow> part, IReadOnlyList<Column> sent) => $"""
        select {part.Sent(row => row.Account)} as account_number,
            {SqlText<ChainsToSave>.Join(", ", sent.Select(column => column.Sent).OfType<Func<WrittenPart<TRow>,
                SqlText<ChainsToSave>>>().Select(list => list(part)))}
        """;

    /// <param name="Selected">As it is taken from the rows "s" that are sent.</param>
    /// <param name="Sent">As it is sent with them; null: it is not.</param>
    sealed record Column(
        string Name, ColumnKind Kind, SqlText<ChainsToSave> Selected,
        Func<WrittenPart<TRow>, SqlText<ChainsToSave>>? Sent);
}

/// <summary>Rows that a part of the save statement stores.</summary>
/// <param name="Of">What a chain has of them, in the order of their keys.</param>
sealed record WrittenRows<TRow>(string Part, Func<Chain, IReadOnlyCollection<TRow>> Of, RarePart? Rare = null)
{
    /// <summary>Rows that were there before are among them.</summary>
    public bool MayExist { get; init; }

    /// <summary>A part that is there for chains that have such rows.</summary>
    public static WrittenRows<TRow> Rarely(string part, Func<Chain, IReadOnlyCollection<TRow>> of) =>
        new(part, of, new(chain => of(chain).Count > 0));
}
