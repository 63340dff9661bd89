using Loyalty.Application.Ledger;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>An entry as a transaction stands now, and whose it is.</summary>
sealed record TransactionRow : EntryRow
{
    /// <summary>
    /// An entry that is part of a hold shows how the hold stands, one of an accrual how that stands; time-outs that
    /// are due count before they are stored.
    /// </summary>
    public const string StatusNow = """
        case
            when r.status = 'held' and r.hold_expires_at <= @now then 'timed_out'
            when r.status = 'posted' and e.kind in ('hold', 'commit') then 'committed'
            when r.status is not null then r.status
            when l.status = 'pending' and l.pending_until <= @now then 'timed_out'
            when l.status = 'posted' and e.kind = 'commit' then 'committed'
            when e.kind = 'accrual' and l.pending and l.status in ('posted', 'partly_cancelled')
                and l.available_at > @now then 'pending'
            when l.status is not null then l.status
            else 'posted'
        end
        """;

    public const string Sql = $"""
        select {EntryRow.List}, {StatusNow} as Status, c.scale as Scale, c.code as PointsCurrency,
            o.code as Operator, p.code as Program, a.owner_number as Owner
        from account a
        join program p using (program_number)
        join operator o using (operator_number)
        join points_currency c using (points_currency_number)
        join entry e on e.bucket = a.bucket and e.account_number = a.account_number
        left join note n on n.bucket = e.bucket and n.account_number = e.account_number and n.seq = e.seq
        left join redemption r on e.kind in ('redemption', 'hold', 'commit', 'rollback') and r.bucket = e.bucket
            and r.account_number = e.account_number
            and r.redemption_number = case when e.kind in ('commit', 'rollback') then e.related_seq else e.seq end
        left join lot l on e.kind in ('accrual', 'commit', 'rollback') and r.status is null and l.bucket = e.bucket
            and l.account_number = e.account_number
            and l.lot_number = case when e.kind = 'accrual' then e.seq else e.related_seq end
        """;

    public required string Status { get; init; }

    public required int Scale { get; init; }

    public required string PointsCurrency { get; init; }

    public required string Operator { get; init; }

    public required string Program { get; init; }

    public required int Owner { get; init; }

    public TransactionView ToView() => TransactionView.Of(ToEntry(), Status, Scale);
}
