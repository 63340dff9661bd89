using Dapper;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;
using Npgsql;

namespace Loyalty.Infrastructure.Postgres;

/// <summary>What a run over all accounts came to.</summary>
public sealed record VerifyReport(int Accounts, long Entries, int Differences);

/// <summary>
/// Recomputes every account from its entries and reports what is stored otherwise. It reads one snapshot, page by page
/// of accounts, and changes nothing; the service may go on meanwhile.
/// </summary>
public sealed class LedgerVerifier(Database database)
{
    const int PageSize = 200;

    public async Task<VerifyReport> Verify(Action<Difference> found, CancellationToken ct)
    {
        await using var connection = await database.General.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var report = new VerifyReport(0, 0, 0);
        var (bucket, account) = ((short)-1, 0);
        while (await Accounts(connection, bucket, account, ct) is { Count: > 0 } accounts)
        {
            report = await CheckPage(connection, accounts, report, found, ct);
            (bucket, account) = (accounts[^1].Bucket, accounts[^1].AccountNumber);
        }

        return report;
    }

    /// <summary>Accounts, entries, lots and redemptions all come in the order of their keys, and are walked together.</summary>
    static async Task<VerifyReport> CheckPage(
        NpgsqlConnection connection, IReadOnlyList<AccountRow> accounts, VerifyReport report, Action<Difference> found,
        CancellationToken ct)
    {
        const string range = """
            where (bucket, account_number) >= (@firstBucket, @firstAccount)
                and (bucket, account_number) <= (@lastBucket, @lastAccount)
            """;
        const string lotsSql = $"""
            select account_number as Account, lot_number as Number, points as Points, remaining as Remaining, held as Held,
                pending as Pending, available_at as AvailableAt, expires_at as ExpiresAt
            from lot
            {range}
            """;
        const string redemptionsSql = $"""
            select account_number as Account, redemption_number as Number, status as Status, type as Type, points as Points,
                committed as Committed, posted_at as PostedAt
            from redemption
            {range}
            """;
        const string entriesSql = $"""
            select account_number as Account, seq as Seq, kind as Kind, amount as Amount, available_change as AvailableChange,
                balance_after as BalanceAfter, available_after as AvailableAfter, redeemed_total as RedeemedTotal,
                redeemed_count as RedeemedCount, related_seq as RelatedSeq, external_id as ExternalId, order_ref as OrderRef,
                reason as Reason, effective_at as EffectiveAt, occurred_at as OccurredAt, recorded_at as RecordedAt,
                lots as Lots, policy_version as PolicyVersion, performed_by as PerformedBy, store as Store, till as Till,
                note_digest as NoteDigest, hash as Hash, salt as Salt, description as Description, metadata as Metadata
            from entry
            left join note using (bucket, account_number, seq)
            {range}
            order by bucket, account_number, seq
            """;
        var (first, last) = (accounts[0], accounts[^1]);
        var page = new
        {
            firstBucket = first.Bucket,
            firstAccount = first.AccountNumber,
            lastBucket = last.Bucket,
            lastAccount = last.AccountNumber,
        };
        var lots = (await connection.QueryAsync<LotRow>(new CommandDefinition(lotsSql, page, cancellationToken: ct)))
            .ToLookup(row => row.Account, row => row.ToLot());
        var redemptions = (await connection.QueryAsync<RedemptionRow>(new CommandDefinition(redemptionsSql, page, cancellationToken: ct)))
            .ToLookup(row => row.Account, row => row.ToRedemption());
        var checks = accounts.ToDictionary(row => row.AccountNumber, row => new LedgerCheck(new(row.AccountNumber)));
        var entries = 0;
        await foreach (var row in connection.QueryUnbufferedAsync<EntryRow>(entriesSql, page).WithCancellation(ct))
        {
            checks[row.Account].Add(row.ToEntry());
            entries++;
        }

        var differences = accounts.SelectMany(row => checks[row.AccountNumber].Finish(
            row.ToState(lots[row.AccountNumber]), [.. redemptions[row.AccountNumber]], row.DueAt)).ToList();
        differences.ForEach(found);
        return new(report.Accounts + accounts.Count, report.Entries + entries, report.Differences + differences.Count);
    }

    static async Task<IReadOnlyList<AccountRow>> Accounts(
        NpgsqlConnection connection, short bucket, int account, CancellationToken ct)
    {
        const string sql = """
            select a.bucket as Bucket, a.account_number as AccountNumber, a.seq as Seq, a.balance as Balance, a.held as Held,
                a.pending as Pending, a.debt as Debt, a.earned_total as Earned, a.redeemed_total as Redeemed,
                a.redeemed_count as RedeemedCount, a.expired_total as Expired, a.last_hash as LastHash,
                a.last_effective_at as LastEffectiveAt, d.due_at as DueAt
            from account a
            left join due d using (bucket, account_number)
            where (a.bucket, a.account_number) > (@bucket, @account)
            order by a.bucket, a.account_number
            limit @PageSize
            """;
        return [.. await connection.QueryAsync<AccountRow>(
            new CommandDefinition(sql, new { bucket, account, PageSize }, cancellationToken: ct))];
    }

    sealed record AccountRow
    {
        public required short Bucket { get; init; }

        public required int AccountNumber { get; init; }

        public required int Seq { get; init; }

        public required decimal Balance { get; init; }

        public required decimal Held { get; init; }

        public required decimal Pending { get; init; }

        public required decimal Debt { get; init; }

        public required decimal Earned { get; init; }

        public required decimal Redeemed { get; init; }

        public required int RedeemedCount { get; init; }

        public required decimal Expired { get; init; }

        public required byte[] LastHash { get; init; }

        public required DateTimeOffset LastEffectiveAt { get; init; }

        public DateTimeOffset? DueAt { get; init; }

        public AccountState ToState(IEnumerable<Lot> lots) => new()
        {
            Id = new(AccountNumber),
            Currency = new PointsCurrency(0, "", "", Points.MaxScale, true),
            Seq = Seq,
            Balance = new(Balance),
            Held = new(Held),
            Pending = new(Pending),
            Debt = new(Debt),
            Earned = new(Earned),
            Redeemed = new(Redeemed),
            RedeemedCount = RedeemedCount,
            Expired = new(Expired),
            LastHash = LastHash,
            LastEffectiveAt = LastEffectiveAt,
            Lots = [.. lots],
        };
    }

    sealed record LotRow
    {
        public required int Account { get; init; }

        public required int Number { get; init; }

        public required decimal Points { get; init; }

        public required decimal Remaining { get; init; }

        public required decimal Held { get; init; }

        public required bool Pending { get; init; }

        public required DateTimeOffset AvailableAt { get; init; }

        public DateTimeOffset? ExpiresAt { get; init; }

        public Lot ToLot() => new()
        {
            Id = Number,
            Points = new(Points),
            Remaining = new(Remaining),
            Held = new(Held),
            Pending = Pending,
            AvailableAt = AvailableAt,
            ExpiresAt = ExpiresAt,
        };
    }

    sealed record RedemptionRow
    {
        public required int Account { get; init; }

        public required int Number { get; init; }

        public required string Status { get; init; }

        public required string Type { get; init; }

        public required decimal Points { get; init; }

        public required decimal Committed { get; init; }

        public required DateTimeOffset PostedAt { get; init; }

        public Redemption ToRedemption() => new()
        {
            Id = Number,
            Status = Status,
            Type = Type,
            Points = new(Points),
            Committed = new(Committed),
            PostedAt = PostedAt,
        };
    }

    sealed record EntryRow
    {
        public required int Account { get; init; }

        public required int Seq { get; init; }

        public required string Kind { get; init; }

        public required decimal Amount { get; init; }

        public required decimal AvailableChange { get; init; }

        public required decimal BalanceAfter { get; init; }

        public required decimal AvailableAfter { get; init; }

        public required decimal RedeemedTotal { get; init; }

        public required int RedeemedCount { get; init; }

        public int? RelatedSeq { get; init; }

        public string? ExternalId { get; init; }

        public string? OrderRef { get; init; }

        public string? Reason { get; init; }

        public required DateTimeOffset EffectiveAt { get; init; }

        public required DateTimeOffset OccurredAt { get; init; }

        public required DateTimeOffset RecordedAt { get; init; }

        public required string Lots { get; init; }

        public required long PolicyVersion { get; init; }

        public string? PerformedBy { get; init; }

        public string? Store { get; init; }

        public string? Till { get; init; }

        public byte[]? NoteDigest { get; init; }

        public required byte[] Hash { get; init; }

        public byte[]? Salt { get; init; }

        public string? Description { get; init; }

        public string? Metadata { get; init; }

        public Entry ToEntry() => new()
        {
            Account = new(Account),
            Seq = Seq,
            Kind = Kind,
            Amount = new(Amount),
            AvailableChange = new(AvailableChange),
            BalanceAfter = new(BalanceAfter),
            AvailableAfter = new(AvailableAfter),
            RedeemedTotal = new(RedeemedTotal),
            RedeemedCount = RedeemedCount,
            RelatedSeq = RelatedSeq,
            EffectiveAt = EffectiveAt,
            RecordedAt = RecordedAt,
            Lots = LotsText.Read(Lots),
            PolicyVersion = PolicyVersion,
            PerformedBy = PerformedBy,
            Particulars = new()
            {
                ExternalId = ExternalId,
                OrderRef = OrderRef,
                Reason = Reason,
                OccurredAt = OccurredAt,
                Location = Store is null && Till is null ? null : new(Store, Till),
            },
            Note = Salt is null ? null : new(Salt, Description, Metadata),
            NoteDigest = NoteDigest,
            Hash = Hash,
        };
    }
}
