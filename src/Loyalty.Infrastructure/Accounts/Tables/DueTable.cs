using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>
/// Table "due": when time alone changes an account next; an account without a row never changes by itself.
/// </summary>
/// <remarks>
/// A row is found by its place, as the snapshot has it: whoever moved it has moved the account's version too. A join
/// would read the whole table while the planner thinks it empty.
/// </remarks>
static class DueTable
{
    /// <summary>Both change seldom; one form of the statement has them together.</summary>
    public static readonly RarePart OrNotes = new(chain => chain.DueChanged || chain.Notes.Count > 0);

    /// <summary>What the account's update passes on.</summary>
    public static readonly IReadOnlyList<SqlText<ChainsToSave>> Lists =
    [
        $"{ChainsToSave.Column(chain => chain.DueChanged)} as due_changed",
        $"{ChainsToSave.Column(chain => chain.Account.State.NextDueAt)} as due_at",
    ];

    public const string Part = """
        ), due_set as (
            insert into due (bucket, account_number, due_at)
            select m.bucket, m.account_number, m.due_at from moved m where m.due_changed and m.due_at is not null
            on conflict (bucket, account_number) do update set due_at = excluded.due_at
        ), due_gone as (
            delete from due where ctid = any(array(
                select d.ctid
                from moved m
                cross join lateral (
                    select o.ctid from due o where o.bucket = m.bucket and o.account_number = m.account_number limit 1
                ) d
                where m.due_changed and m.due_at is null))
        """;
}
