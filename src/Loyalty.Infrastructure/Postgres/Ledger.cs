using System.Globalization;
using Dapper;
using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;

namespace Loyalty.Infrastructure.Postgres;

/// <summary>Reads entries as the API shows them.</summary>
public sealed class Ledger(DatabaseSession session, Programs programs, MemberQueries members, TimeProvider clock)
    : ILedger
{
    /// <summary>An accrual is pending until its lot is spendable; a redemption's state is its own row's.</summary>
    const string Status = """
        case
            when e.kind = 'accrual' and l.pending and l.available_at > @now then 'pending'
            when e.kind = 'redemption' then r.status
            else 'posted'
        end
        """;

    const string Columns = $"""
        select e.account_number as Account, e.seq as Seq, e.kind as Kind, {Status} as Status,
            e.available_change as AvailableChange, e.amount as Amount, e.balance_after as BalanceAfter,
            e.available_after as AvailableAfter, e.related_seq as RelatedSeq, e.external_id as ExternalId,
            e.order_ref as OrderRef, e.reason as Reason, e.effective_at as EffectiveAt, e.occurred_at as OccurredAt,
            e.recorded_at as RecordedAt, e.performed_by as PerformedBy, e.store as Store, e.till as Till,
                e.lots as Lots,
            n.description as Description, n.metadata as Metadata, c.scale as Scale, o.code as Operator,
                p.code as Program
        from account a
        join program p using (program_number)
        join operator o using (operator_number)
        join points_currency c using (points_currency_number)
        join entry e on e.bucket = a.bucket and e.account_number = a.account_number
        left join note n on n.bucket = e.bucket and n.account_number = e.account_number and n.seq = e.seq
        left join lot l on l.bucket = e.bucket and l.account_number = e.account_number and l.lot_number = e.seq
        left join redemption r on r.bucket = e.bucket and r.account_number = e.account_number
            and r.redemption_number = e.seq
        """;

    public async Task<Result<Page<TransactionView>>> Page(
        AccountReference who, TransactionFilter filter, PageRequest page, CancellationToken ct)
    {
        const string where = $"""
            a.bucket = @bucket and a.owner_number = @owner and a.owner_kind = 'member'
            and a.points_currency_number = @currency
            and (@after::int is null or e.seq < @after)
            and (@Type::text is null or e.kind = @Type)
            and (@Status::text is null or {Status} = @Status)
            and (@ExternalId::text is null or e.external_id = @ExternalId)
            and (@From::timestamptz is null or e.occurred_at >= @From)
            and (@To::timestamptz is null or e.occurred_at < @To)
            order by e.seq desc
            limit @take
            """;
        if (await programs.Find(who.Program, ct) is not { } program)
        {
            return Declines.ProgramNotFound;
        }

        if (program.Currency(who.PointsCurrency) is not { } currency)
        {
            return Declines.CurrencyNotFound;
        }

        if (await members.Find(who.Program, who.Member, ct) is not { } member)
        {
            return Declines.MemberNotFound;
        }

        var rows = await Rows(where, new
        {
            bucket = member.Bucket,
            owner = member.Number,
            currency = currency.Number,
            filter.Type,
            filter.Status,
            filter.ExternalId,
            filter.From,
            filter.To,
            after = page.AfterNumber,
            take = page.Limit + 1,
            now = clock.GetUtcNow(),
        }, ct);
        return page.Of([.. rows.Select(row => row.ToView())], entry =>
            entry.Seq.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<FoundTransaction?> Find(TransactionNumber number, CancellationToken ct)
    {
        var rows = await Rows("a.bucket = @bucket and a.account_number = @account and e.seq = @seq", new
        {
            bucket = number.Account.Bucket,
            account = number.Account.Number,
            seq = number.Seq,
            now = clock.GetUtcNow(),
        }, ct);
        return rows.SingleOrDefault() is { } row ? new(row.ToView(), row.Operator, row.Program) : null;
    }

    Task<IReadOnlyList<EntryRow>> Rows(string where, object parameters, CancellationToken ct) =>
        session.Run<IReadOnlyList<EntryRow>>(async (connection, transaction, token) =>
            [.. await connection.QueryAsync<EntryRow>(new CommandDefinition(
                $"{Columns}\nwhere {where}", parameters, transaction, cancellationToken: token))], ct);

    sealed record EntryRow
    {
        public required int Account { get; init; }

        public required int Seq { get; init; }

        public required string Kind { get; init; }

        public required string Status { get; init; }

        public required decimal AvailableChange { get; init; }

        public required decimal Amount { get; init; }

        public required decimal BalanceAfter { get; init; }

        public required decimal AvailableAfter { get; init; }

        public int? RelatedSeq { get; init; }

        public string? ExternalId { get; init; }

        public string? OrderRef { get; init; }

        public string? Reason { get; init; }

        public required DateTimeOffset EffectiveAt { get; init; }

        public required DateTimeOffset OccurredAt { get; init; }

        public required DateTimeOffset RecordedAt { get; init; }

        public string? PerformedBy { get; init; }

        public string? Store { get; init; }

        public string? Till { get; init; }

        public required string Lots { get; init; }

        public string? Description { get; init; }

        public string? Metadata { get; init; }

        public required int Scale { get; init; }

        public required string Operator { get; init; }

        public required string Program { get; init; }

        public TransactionView ToView()
        {
            var account = new AccountId(Account);
            return new()
            {
                TransactionId = account.Transaction(Seq).ToString(),
                Number = account.Transaction(Seq).Value,
                Seq = Seq,
                Type = Kind,
                Status = Status,
                Points = Shown(AvailableChange),
                Amount = Shown(Amount),
                BalanceAfter = Shown(BalanceAfter),
                AvailableAfter = Shown(AvailableAfter),
                RelatedTransactionId = RelatedSeq is { } related ? account.Transaction(related).ToString() : null,
                ExternalId = ExternalId,
                OrderRef = OrderRef,
                Reason = Reason,
                EffectiveAt = EffectiveAt,
                OccurredAt = OccurredAt,
                RecordedAt = RecordedAt,
                Description = Description,
                Metadata = Metadata is null ? null : new(Metadata),
                Location = Store is null && Till is null ? null : new() { Store = Store, Till = Till },
                PerformedBy = PerformedBy is null ? null : new(PerformedBy),
                Lots = [.. LotsText.Read(Lots).Select(lot =>
                    new LotMovement(account.Transaction(lot.Lot).ToString(), Shown(lot.Points.Value)))],
            };
        }

        Points Shown(decimal amount) => new Points(amount).ToScale(Scale);
    }
}
