using System.Collections;
using Loyalty.Domain;
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
        { "seq", (AccountState state) => state.Seq },
        { "balance", (AccountState state) => state.Balance.Value },
        { "held", (AccountState state) => state.Held.Value },
        { "pending", (AccountState state) => state.Pending.Value },
        { "debt", (AccountState state) => state.Debt.Value },
        { "earned_total", (AccountState state) => state.Earned.Value },
        { "redeemed_total", (AccountState state) => state.Redeemed.Value },
        { "redeemed_count", (AccountState state) => state.RedeemedCount },
        { "expired_total", (AccountState state) => state.Expired.Value },
        { "last_hash", (AccountState state) => state.LastHash },
        { "last_effective_at", (AccountState state) => state.LastEffectiveAt },
        { "day_start", (AccountState state) => state.Usage?.Periods.DayStart },
        { "month_start", (AccountState state) => state.Usage?.Periods.MonthStart },
        { "redeemed_before_day", (AccountState state) => state.Usage?.BeforeDay.Value },
        { "count_before_day", (AccountState state) => state.Usage?.CountBeforeDay },
        { "earned_before_day", (AccountState state) => state.Usage?.EarnedBeforeDay.Value },
        { "redeemed_before_month", (AccountState state) => state.Usage?.BeforeMonth.Value },
        { "lots_behind", (LotPlaces places) => places.Behind?.Count },
        { "ending_behind", (LotPlaces places) => places.Behind?.EndingAtHorizon.Value },
        { "lots", (LotPlaces places) => PackedLots.Write(places.OnRow) },
    };

    /// <summary>Takes the version, then the values in the order of the columns above.</summary>
    public static AccountRow Read(RowValues row, AccountId id, PointsCurrency currency)
    {
        var bare = new AccountState
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
        var (behind, ending) = (row.Int32OrNull(), row.DecimalOrNull());
        return new(
            bare, behind is null || ending is null ? null : new(behind.Value, new(ending.Value)), row.Bytes());
    }

    static UsageBefore? ReadUsage(RowValues row)
    {
        var (day, month, redeemed) = (row.TimeOrNull(), row.TimeOrNull(), row.DecimalOrNull());
        var (count, earned, redeemedBeforeMonth) = (row.Int32OrNull(), row.DecimalOrNull(), row.DecimalOrNull());
        return day is null ? null : new(
            new(day.Value, month!.Value), new(redeemed!.Value), count!.Value, new(earned!.Value),
            new(redeemedBeforeMonth!.Value));
    }
}

/// <summary>
/// An account's row. Its lots are unpacked by those who ask for the account: that they can't be read is its callers'
/// trouble, and nobody else's.
/// </summary>
/// <param name="Bare">The account without lots.</param>
/// <param name="Behind">The active lots that do not stand on the row; null: not counted.</param>
sealed record AccountRow(AccountState Bare, LotsBehind? Behind, byte[] Lots)
{
    /// <summary>The account as its row alone tells it, with the lots that stand there.</summary>
    /// <exception cref="InvalidDataException">They can't be read.</exception>
    public AccountState Unpack()
    {
        var lots = LotSet.Of([.. PackedLots.Read(Lots)]);
        var isAll = lots.Where(lot => lot.IsActive).Sum(lot => lot.Remaining) == Bare.Balance;
        return Bare with
        {
            Lots = lots,
            Horizon = isAll ? null : lots.LastOrDefault(lot => lot.IsActive),
            Behind = isAll ? null : Behind,
        };
    }

    /// <summary>
    /// Whether what the row tells can be decided on: it has all pending lots, and one at least of the active ones.
    /// </summary>
    public static bool IsEnough(AccountState told) =>
        told.Lots.Where(lot => lot.Pending).Sum(lot => lot.Remaining) == told.Pending
        && (told.Balance == Points.Zero || told.Lots.Any(lot => lot.IsActive));
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

    public void Add<T>(string column, Func<AccountState, T> value) => Add(column, ChainsToSave.Column(
        chain => value(chain.Account.State)));

    public void Add<T>(string column, Func<LotPlaces, T> value) => Add(column, ChainsToSave.Column(
        chain => value(chain.Lots)));

    void Add<T>(string column, SqlColumn<ChainsToSave, Chain, T> sent)
    {
        names.Add(column);
        Lists.Add($"{sent} as {column}");
    }

    IEnumerator IEnumerable.GetEnumerator() => names.GetEnumerator();
}
