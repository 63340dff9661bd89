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
    /// <summary>
    /// What belongs to an account, then what accounts share, in the order of writing. A table that is added has to
    /// stand here.
    /// </summary>
    public static readonly IReadOnlyList<WrittenTable> Tables =
        [LotTable.Rows, RedemptionTable.Rows, EntryTable.Rows, OutcomeTable.Rows, ExternalIdTable.Rows,
            NoteTable.Rows, CouponTable.Rows, StockTable.Rows];

    static readonly IReadOnlyList<WrittenPart> Parts = [.. Tables.SelectMany(table => table.Parts)];

    static readonly List<RarePart> RareParts =
        [.. Parts.Select(part => part.Rare).OfType<RarePart>().Append(DueTable.OrNotes).Distinct()];

    /// <summary>By the rare parts that are asked for, a bit for each.</summary>
    static readonly ConcurrentDictionary<int, PreparedStatement<ChainsToSave>> Statements = new();

    /// <summary>
    /// Answers the numbers of the accounts that were stored; and of those that were not, since a key of theirs is
    /// recorded already, with its digest in the third column.
    /// </summary>
    public static PreparedStatement<ChainsToSave> For(ChainsToSave chains)
    {
        var asked = 0;
        for (var i = 0; i < RareParts.Count; i++)
        {
            asked |= chains.Chains.Any(RareParts[i].IsAsked) ? 1 << i : 0;
        }

        return Statements.GetOrAdd(asked, bits => new(Text(bits)));
    }

    /// <summary>All forms, each with the names of the parts that it has.</summary>
    internal static IEnumerable<(string Name, SqlText<ChainsToSave> Text)> AllTexts() =>
        Enumerable.Range(0, 1 << RareParts.Count).Select(
            bits => (string.Join(", ", PartsOf(bits).Select(part => part.Name)), Text(bits)));

    static List<RarePart> RareOf(int bits) => [.. RareParts.Where((_, place) => (bits & (1 << place)) != 0)];

    static List<WrittenPart> PartsOf(int bits)
    {
        var rare = RareOf(bits);
        return [.. Parts.Where(part => part.Rare is null || rare.Contains(part.Rare))];
    }

    /// <param name="bits">The rare parts that it has, a bit for each.</param>
    static SqlText<ChainsToSave> Text(int bits)
    {
        var parts = PartsOf(bits);
        return $"""
            {Moved(parts)}
            {SqlText<ChainsToSave>.Join("\n", parts.Select(part => part.Text))}
            {(RareOf(bits).Contains(DueTable.OrNotes) ? DueTable.Part : "")}
            ), sent as (
                select {List(part => $"coalesce(sum(m.{part}), 0) as {part}")} from moved m
            ), stored as (
                select {string.Join(", ", parts.Select(part => $"{part.Stored} as {part.Name}"))}
            )
            select m.account_number,
                1 / (case when ({List(part => $"sent.{part}")}) = ({List(part => $"stored.{part}")}) then 1
                    else 0 end), null::bytea
            from sent cross join stored cross join moved m
            union all
            select seen.account_number, 1, seen.digest from seen
            """;

        string List(Func<string, string> of) => string.Join(", ", parts.Select(part => of(part.Name)));
    }

    /// <summary>The conditional update that everything hangs on, and what it passes on.</summary>
    static SqlText<ChainsToSave> Moved(IReadOnlyList<WrittenPart> parts)
    {
        List<SqlText<ChainsToSave>> lists =
        [
            $"{ChainsToSave.Column(chain => chain.Account.State.Id.Bucket)} as bucket",
            $"{ChainsToSave.Column(chain => chain.Account.State.Id.Number)} as account_number",
            $"{ChainsToSave.Column(chain => chain.LoadedVersion)} as version",
            .. AccountTable.Columns.Lists,
            .. parts.Select(Count),
            .. DueTable.Lists,
        ];
        return $"""
            with {OutcomeTable.Seen}, moved as (
                update account a
                set version = u.version + 1, {AccountTable.Columns.Set}
                from (
                    select {SqlText<ChainsToSave>.Join(", ", lists)}
                ) as u
                where a.bucket = u.bucket and a.account_number = u.account_number and a.version = u.version
                    and case when u.account_number in (select account_number from seen) then false else true end
                returning a.bucket, a.account_number, {string.Join(", ", parts.Select(part => $"u.{part.Name}"))},
                    u.due_changed, u.due_at
            """;
    }

    static SqlText<ChainsToSave> Count(WrittenPart part) => $"{ChainsToSave.Column(part.Count)} as {part.Name}";
}
