using System.Collections;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>
/// Table "account": the row that everything else of an account hangs on. A new column is a line in <see
/// cref="Columns"/> and one in <see cref="Read"/>, a member of <see cref="AccountState"/> and a migration.
/// </summary>
static class AccountTable
{
    /// <summary>What a commit writes anew, beside the version that it is conditional on.</summary>
    public static readonly AccountColumns Columns = new()
    {
        { "seq", state => state.Seq },
        { "balance", state => state.Balance.Value },
        { "held", state => state.Held.Value },
        { "pending", state => state.Pending.Value },
        { "debt", state => state.Debt.Value },
        { "earned_total", state => state.Earned.Value },
        { "redeemed_total", state => state.Redeemed.Value },
        { "redeemed_count", state => state.RedeemedCount },
        { "expired_total", state => state.Expired.Value },
        { "last_hash", state => state.LastHash },
        { "last_effective_at", state => state.LastEffectiveAt },
        { "day_start", state => state.Usage?.Periods.DayStart },
        { "month_start", state => state.Usage?.Periods.MonthStart },
        { "redeemed_before_day", state => state.Usage?.BeforeDay.Value },
        { "count_before_day", state => state.Usage?.CountBeforeDay },
        { "earned_before_day", state => state.Usage?.EarnedBeforeDay.Value },
        { "redeemed_before_month", state => state.Usage?.BeforeMonth.Value },
    };

    /// <summary>Takes the version, then the values in the order of the columns above.</summary>
    public static AccountState Read(RowValues row, AccountId id, PointsCurrency currency) => new()
    {
        Id = id,
        Currency = currency,
        Version = row.Int64(),
        Seq = row.Int32(),
        Balance = row.Points(),
        Held = row.Points(),
        Pending = row.Points(),
        Debt = row.Points(),
        Earned = row.Points(),
        Redeemed = row.Points(),
        RedeemedCount = row.Int32(),
        Expired = row.Points(),
        LastHash = row.Bytes(),
        LastEffectiveAt = row.Time(),
        Usage = ReadUsage(row),
    };

    static UsageBefore? ReadUsage(RowValues row)
    {
        var (day, month, redeemed) = (row.TimeOrNull(), row.TimeOrNull(), row.DecimalOrNull());
        var (count, earned, redeemedBeforeMonth) = (row.Int32OrNull(), row.DecimalOrNull(), row.DecimalOrNull());
        return day is null ? null : new(
            new(day.Value, month!.Value), new(redeemed!.Value), count!.Value, new(earned!.Value),
            new(redeemedBeforeMonth!.Value));
    }
}

/// <summary>The columns of an account's row that a chain changes.</summary>
sealed class AccountColumns : IEnumerable
{
    readonly List<string> names = [];

    /// <summary>The lists that the save statement takes them from.</summary>
    public List<SqlText<ChainsToSave>> Lists { get; } = [];

    /// <summary>Version and columns as they are read, each with the alias of the table before it.</summary>
    public string Names(string alias) => string.Join(", ", names.Prepend("version").Select(name => $"{alias}.{name}"));

    public int Count => names.Count + 1;

    /// <summary>Sets each to what was sent.</summary>
    public string Set => string.Join(", ", names.Select(name => $"{name} = u.{name}"));

    public void Add<T>(string column, Func<AccountState, T> value)
    {
        names.Add(column);
        Lists.Add($"{new SqlColumn<ChainsToSave, Chain, T>(
            chains => chains.Chains, chain => value(chain.Account.State))} as {column}");
    }

    IEnumerator IEnumerable.GetEnumerator() => names.GetEnumerator();
}
