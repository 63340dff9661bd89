using CsCheck;
using Loyalty.Application.Ledger;
using Loyalty.Domain;
using Loyalty.Infrastructure.Ledger;

namespace Loyalty.Infrastructure.Tests.Ledger;

public sealed class VerifyTests
{
    readonly Instance instance = TestServer.Instances[0];

    [Test]
    public async Task Random_histories_leave_books_that_verify()
    {
        var program = await instance.NewProgram();
        var members = new List<(TestMember Member, decimal Sum)>();
        await Gen.Select(Gen.Bool, Gen.Int[1, 20_000], Gen.Int[1, 9]).Array[5, 25].SampleAsync(async history =>
        {
            var member = await instance.NewMember(0, program);
            var sum = 0m;
            foreach (var (accrues, cents, days) in history)
            {
                var points = cents / 100m;
                var isOk = accrues
                    ? (await instance.Send(member.Accrue(points, expiresAt: DateTimeOffset.UtcNow.AddDays(days)))).IsOk
                    : (await instance.Send(member.Redeem(points, new() { Description = "x" }))).IsOk;
                sum += isOk ? accrues ? points : -points : 0;
            }

            lock (members)
            {
                members.Add((member, sum));
            }
        }, iter: 40);
        foreach (var (member, sum) in members)
        {
            Assert.That((await instance.Balance(member)).Balance, Is.EqualTo(new Points(sum)));
            Assert.That(sum, Is.GreaterThanOrEqualTo(0));
        }

        var numbers = new HashSet<int>();
        foreach (var (member, sum) in members.Where(pair => pair.Sum > 0))
        {
            numbers.Add(await instance.Account(member));
        }

        var found = 0;
        await instance.Get<LedgerVerifier>().Verify(
            difference => found += difference.Account is { } of && numbers.Contains(of.Number) ? 1 : 0,
            CancellationToken.None);
        Assert.That((found, numbers.Count > 0), Is.EqualTo((0, true)));
    }

    [TestCase("""
        update entry set amount = amount + 1, balance_after = balance_after + 1
        where account_number = @account and seq = 1
        """, "hash")]
    [TestCase("update entry set external_id = 'other' where account_number = @account and seq = 2", "hash")]
    [TestCase("delete from entry where account_number = @account and seq = 2", "seq")]
    [TestCase("update account set lots = set_byte(lots, 117, 1) where account_number = @account",
        "remaining of the lot")]
    [TestCase("update account set lots = set_byte(lots, 125, 1) where account_number = @account",
        "held of the lot")]
    [TestCase("update account set lots = set_byte(lots, 84, 1) where account_number = @account",
        "expires_at of the lot")]
    [TestCase("update account set lots = set_byte(lots, 52, 1) where account_number = @account",
        "points of the lot")]
    [TestCase("update account set lots = substr(lots, 1, 110) where account_number = @account", "number of lots")]
    [TestCase("""
        insert into lot (bucket, account_number, lot_number, points, remaining, held, pending, open, available_at,
            expires_at, original_expires_at, status, pending_until, posted_at, released, taken_back)
        select * from every_lot where account_number = @account and lot_number = 1
        """, "places of the lot")]
    [TestCase("""
        update account
        set lots = lots || substr(lots, 26, 85)
        where account_number = @account
        """, "lots on the row, in order")]
    [TestCase("update account set lots = set_byte(lots, 8, 99), lots_behind = 1 where account_number = @account",
        "lots on the row, in order")]
    [TestCase("""
        update account
        set lots = substr(lots, 1, 25) || substr(lots, 111, 85) || substr(lots, 26, 85)
        where account_number = @account
        """, "lots on the row, in order")]
    [TestCase("update account set lots_behind = 1 where account_number = @account", "lots behind the row")]
    [TestCase("update account set lots = set_byte(lots, 109, 15) where account_number = @account",
        "lots on the row")]
    [TestCase("update account set lots = set_byte(lots, 33, 255) where account_number = @account",
        "lots on the row")]
    [TestCase("update account set lots = set_byte(lots, 77, 200) where account_number = @account",
        "lots on the row")]
    [TestCase("update lot set remaining = 1 where account_number = @account and lot_number = 5",
        "remaining of the lot")]
    [TestCase("update lot set points = points + 1 where account_number = @account and lot_number = 5",
        "points of the lot")]
    [TestCase("update lot set open = true where account_number = @account and lot_number = 5", "open of the lot")]
    [TestCase("delete from lot where account_number = @account", "number of lots")]
    [TestCase("update redemption set status = 'cancelled' where account_number = @account", "status of the redemption")]
    [TestCase("update account set debt = 5 where account_number = @account", "debt")]
    [TestCase("update redemption set points = points + 1 where account_number = @account", "points of the redemption")]
    [TestCase("update redemption set posted_at = now() where account_number = @account", "times of the redemption")]
    [TestCase("update entry set lots = 'x' where account_number = @account and seq = 2", "hash")]
    [TestCase("delete from account where account_number = @account", "account of rows")]
    [TestCase("update account set balance = balance + 1, lots_behind = 1 where account_number = @account", "balance")]
    [TestCase("update account set redeemed_total = redeemed_total + 1 where account_number = @account",
        "redeemed_total")]
    [TestCase("update account set last_hash = sha256('x') where account_number = @account", "head")]
    [TestCase("update redemption set points = 11, committed = 11 where account_number = @account",
        "points of the redemption")]
    [TestCase("update lot set taken_back = 1 where account_number = @account and lot_number = 5",
        "the lot's accrual")]
    [TestCase("update lot set original_expires_at = now() where account_number = @account and lot_number = 5",
        "original_expires_at of the lot")]
    [TestCase("update redemption set cancelled = 1 where account_number = @account", "cancelled of the redemption")]
    [TestCase("update entry set open_until = now() where account_number = @account and seq = 2", "hash")]
    [TestCase("update entry set earned_total = 1 where account_number = @account and seq = 2", "hash")]
    [TestCase("update entry set first_of_day = true where account_number = @account and seq = 2", "first_of_day")]
    [TestCase("update entry set about = '{}' where account_number = @account and seq = 2", "hash")]
    [TestCase("update entry set form = 2 where account_number = @account and seq = 2", "hash")]
    [TestCase("""
        update account set day_start = now(), month_start = now(), redeemed_before_day = 7, count_before_day = 1,
            earned_before_day = 1, redeemed_before_month = 1
        where account_number = @account
        """, "usage before the day and month")]
    [TestCase("delete from redemption where account_number = @account", "number of redemptions")]
    [TestCase("""
        insert into redemption (bucket, account_number, redemption_number, status, type, points, committed)
        select bucket, account_number, 1, 'posted', 'generic', 1, 1 from account where account_number = @account
        """, "number of redemptions")]
    [TestCase("update note set description = 'other' where account_number = @account and seq = 2", "note_digest")]
    public async Task An_edit_by_hand_is_found(string edit, string what)
    {
        var member = await instance.NewMember(100);
        var redeemed = (await instance.Send(member.Redeem(10, new() { Description = "mine" }))).Value;
        await instance.Send(new CancelTransaction(redeemed.TransactionId.Number(), new(4), "returned", false));
        await instance.Send(member.Accrue(5, expiresAt: DateTimeOffset.UtcNow.AddDays(1)));
        await instance.Send(member.Accrue(7, expiresAt: DateTimeOffset.UtcNow.AddHours(1)));
        await instance.Send(member.Redeem(7));
        Assert.That(await instance.Differences(member), Is.Empty);
        var account = await instance.Account(member);
        Assert.That(await instance.Execute(edit, new { account }), Is.EqualTo(1));
        Assert.That(await instance.Differences(account), Does.Contain(what));
    }

    [TestCase("update account set lots_behind = 5 where account_number = @account", "lots behind the row")]
    [TestCase("update account set ending_behind = 1 where account_number = @account",
        "points behind the row that end next")]
    [TestCase("update lot set expires_at = now() where account_number = @account and lot_number = 17",
        "comes before the row's last")]
    [TestCase("""
        update account
        set lots = set_byte(set_byte(lots, 31, 0), 32, 0)
        where account_number = @account
        """, "open of the lot on the row")]
    public async Task An_edit_by_hand_of_where_lots_stand_is_found(string edit, string what)
    {
        var member = await instance.NewMember();
        var start = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(10), TimeSpan.Zero);
        for (var i = 0; i < 20; i++)
        {
            await instance.Send(member.Accrue(1, expiresAt: start.AddDays(Math.Min(i, 16))));
        }

        var account = await instance.Account(member);
        Assert.That(await instance.Differences(account), Is.Empty);
        Assert.That(await instance.Execute(edit, new { account }), Is.EqualTo(1));
        Assert.That(await instance.Differences(account), Does.Contain(what));
    }
}
