using System.Security.Cryptography;
using Dapper;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>Opens the account that a command is about when its member has none yet.</summary>
sealed class AccountOpener(Database database, TimeProvider clock)
{
    /// <summary>
    /// Stores an empty account for the member; the next load tells whose counts when several do so, or when the number
    /// was taken. The rows of member and enrolment are locked, as erasing and leaving do it: an account is opened
    /// before these, which then see it, or not at all.
    /// </summary>
    public async Task Open(LoadQuery query, int memberNumber)
    {
        const string sql = """
            insert into account (bucket, account_number, program_number, points_currency_number, owner_kind,
                owner_number,
                version, seq, balance, held, pending, debt, earned_total, redeemed_total, redeemed_count, expired_total,
                last_hash, last_effective_at, opened_at, lots)
            select m.bucket, @account, @program, @currency, 'member', m.member_number,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, @hash, @epoch, @now, @lots
            from member m
            join enrolment e on e.bucket = m.bucket and e.member_number = m.member_number
                and e.program_number = @program
            where m.bucket = @bucket and m.member_number = @owner and m.status <> 'closed' and e.left_at is null
            for share of m, e
            on conflict do nothing
            """;
        const int highBits = 1 << 23;

        // The account's number keeps the owner's bucket in its low bits.
        var number = (RandomNumberGenerator.GetInt32(highBits) * Buckets.Count) + Buckets.Of(memberNumber);
        var parameters = new
        {
            bucket = Buckets.Of(memberNumber),
            account = number == 0 ? Buckets.Count : number,
            program = query.Program!.Number,
            currency = query.Currency!.Number,
            owner = memberNumber,
            hash = HashChain.Start,
            epoch = DateTimeOffset.UnixEpoch,
            now = clock.GetUtcNow(),
            lots = PackedLots.Write([]),
        };
        await database.ReadInStore(connection => connection.ExecuteAsync(new CommandDefinition(sql, parameters)));
    }
}
