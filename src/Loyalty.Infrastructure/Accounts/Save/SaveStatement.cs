using System.Collections.Concurrent;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Save;

/// <summary>
/// The statement that stores chains. Counts that differ from what was sent divide by zero, which undoes all of it. The
/// sent lists are in order of (bucket, account): with nested loops that is the order in which rows are locked.
/// </summary>
static class SaveStatement
{
    /// <summary>What belongs to an account, in the order of writing. A table that is added has to stand here.</summary>
    public static readonly IReadOnlyList<WrittenTable> Tables =
        [LotTable.Rows, RedemptionTable.Rows, EntryTable.Rows, OutcomeTable.Rows, NoteTable.Rows];

    static readonly List<RarePart> RareParts =
        [.. Tables.Select(table => table.Rare).OfType<RarePart>().Append(DueTable.OrNotes).Distinct()];

    /// <summary>By the rare parts that are asked for, a bit for each.</summary>
    static readonly ConcurrentDictionary<int, PreparedStatement<ChainsToSave>> Statements = new();

    /// <summary>Answers the numbers of the accounts that were stored.</summary>
    public static PreparedStatement<ChainsToSave> For(ChainsToSave chains)
    {
        var asked = 0;
        for (var i = 0; i < RareParts.Count; i++)
        {
            asked |= chains.Chains.Any(RareParts[i].IsAsked) ? 1 << i : 0;
        }

        return Statements.GetOrAdd(
            asked, bits => new(Text([.. RareParts.Where((_, place) => (bits & (1 << place)) != 0)])));
    }

    /// <param name="rare">The rare parts that it has.</param>
    internal static SqlText<ChainsToSave> Text(IReadOnlyList<RarePart> rare)
    {
        var tables = Tables.Where(table => table.Rare is null || rare.Contains(table.Rare)).ToList();
        var counted = tables.OrderBy(table => table.Rare is not null).Select(table => table.Part).ToList();
        return $"""
            {Moved}
            {SqlText<ChainsToSave>.Join("\n", tables.Select(table => table.Insert))}
            {(rare.Contains(DueTable.OrNotes) ? DueTable.Part : "")}
            ), sent as (
                select {List(part => $"coalesce(sum(m.{part}), 0) as {part}")} from moved m
            ), stored as (
                select {List(part => $"(select count(*) from {part}) as {part}")}
            )
            select m.account_number,
                1 / (case when ({List(part => $"sent.{part}")}) = ({List(part => $"stored.{part}")}) then 1
                    else 0 end)
            from sent cross join stored cross join moved m
            """;

        string List(Func<string, string> of) => string.Join(", ", counted.Select(of));
    }

    /// <summary>The conditional update that everything hangs on, and what it passes on.</summary>
    static SqlText<ChainsToSave> Moved
    {
        get
        {
            List<SqlText<ChainsToSave>> lists =
            [
                $"{ChainsToSave.Column(chain => chain.Account.State.Id.Bucket)} as bucket",
                $"{ChainsToSave.Column(chain => chain.Account.State.Id.Number)} as account_number",
                $"{ChainsToSave.Column(chain => chain.LoadedVersion)} as version",
                .. AccountTable.Columns.Lists,
                .. Tables.Select(Count),
                .. DueTable.Lists,
            ];
            var parts = string.Join(", ", Tables.Select(table => $"u.{table.Part}"));
            return $"""
                with moved as (
                    update account a
                    set version = u.version + 1, {AccountTable.Columns.Set}
                    from (
                        select {SqlText<ChainsToSave>.Join(", ", lists)}
                    ) as u
                    where a.bucket = u.bucket and a.account_number = u.account_number and a.version = u.version
                    returning a.bucket, a.account_number, {parts}, u.due_changed, u.due_at
                """;
        }
    }

    static SqlText<ChainsToSave> Count(WrittenTable table) => $"{ChainsToSave.Column(table.Count)} as {table.Part}";
}
