using Loyalty.Application.Ledger;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Members;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>An entry as a transaction stands now, and whose it is.</summary>
sealed record TransactionRow(Entry Entry, string Status, int Scale, string PointsCurrency, int Owner)
{
    /// <summary>
    /// An entry that is part of a hold shows how the hold stands, one of an accrual how that stands; time-outs that
    /// are due count before they are stored.
    /// </summary>
    public const string StatusNow = $"""
        case
            when r.status = 'posted' and e.kind in ('hold', 'commit') then 'committed'
            when r.status is not null then {RedemptionTable.StatusNow}
            when l.status = 'pending' and l.pending_until <= @now then 'timed_out'
            when l.status = 'posted' and e.kind = 'commit' then 'committed'
            when e.kind = 'accrual' and l.pending and l.status in ('posted', 'partly_cancelled')
                and l.available_at > @now then 'pending'
            when l.status is not null then l.status
            else 'posted'
        end
        """;

    public static readonly string Select = $"""
        select {EntryTable.Columns}, {StatusNow}, c.scale, c.code, a.owner_number
        from account a
        join points_currency c using (points_currency_number)
        join entry e on e.bucket = a.bucket and e.account_number = a.account_number
        left join note n on n.bucket = e.bucket and n.account_number = e.account_number and n.seq = e.seq
        left join redemption r on e.kind in ('redemption', 'hold', 'commit', 'rollback') and r.bucket = e.bucket
            and r.account_number = e.account_number
            and r.redemption_number = case when e.kind in ('commit', 'rollback') then e.related_seq else e.seq end
        left join lateral (
            select * from every_lot o
            where e.kind in ('accrual', 'commit', 'rollback') and r.status is null and o.bucket = e.bucket
                and o.account_number = e.account_number
                and o.lot_number = case when e.kind = 'accrual' then e.seq else e.related_seq end
            limit 1
        ) l on true
        """;

    /// <summary>Takes the values in the order of the columns above.</summary>
    public static TransactionRow Read(RowValues row) =>
        new(EntryTable.Read(row), row.Text(), row.Int32(), row.Text(), row.Int32());

    public TransactionView ToView() => TransactionView.Of(Entry, Status, Scale);

    public StatementRow ToStatement() => new(
        ToView(), Entry.Lots.FirstOrDefault(lot => lot.Lot == Entry.Seq)?.Terms);

    /// <summary>With whose it is.</summary>
    public TransactionView ToOwnedView() => ToView() with
    {
        MemberId = new MemberId(Owner).ToString(),
        PointsCurrency = PointsCurrency,
    };
}
