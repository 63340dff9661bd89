using CsCheck;
using Dapper;
using Loyalty.Application.Ledger;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Tests.Accounts;

/// <summary>
/// Where lots stand: the first open ones on the account's row, all others in their table. That they are right in either
/// place is proved by the model and by verify.
/// </summary>
public sealed class LotPlacesTests
{
    static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly string[] Statuses =
    [
        AccrualStatus.Pending, AccrualStatus.Posted, AccrualStatus.RolledBack, AccrualStatus.TimedOut,
        AccrualStatus.PartlyCancelled, AccrualStatus.Cancelled,
    ];

    /// <summary>As much as each of 16 lots may have within the largest balance, in units of 0.0001.</summary>
    const long Most = 1_000_000_000_000_000_000 / PackedLots.Most;

    static readonly Gen<Points> Amount = Gen.Frequency(
        (1, Gen.Const(0L)), (1, Gen.Const(1L)), (1, Gen.Const(Most)), (5, Gen.Long[0, Most]))
        .Select(units => new Points(units / 10_000m));

    /// <summary>As exact as the database keeps them, to the end of time.</summary>
    static readonly Gen<DateTimeOffset> Time = Gen.Frequency(
        (1, Gen.Const(DateTimeOffset.MaxValue.AddTicks(-9))), (1, Gen.Const(DateTimeOffset.UnixEpoch)),
        (5, Gen.Long[-1_000_000_000_000_000, 250_000_000_000_000_000]
            .Select(micros => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond))));

    static readonly Gen<Lot> AnyLot = Gen.Select(
        Gen.Select(Gen.Int[1, 2_097_151], Amount, Amount, Amount, Amount, Amount),
        Gen.Select(Time, Time.Nullable(), Time.Nullable(), Time.Nullable(), Time.Nullable()),
        Gen.Int[0, Statuses.Length - 1].Select(place => Statuses[place]),
        Gen.Bool,
        (amounts, times, status, pending) => new Lot
        {
            Id = amounts.Item1,
            Points = amounts.Item2,
            Remaining = amounts.Item3,
            Held = amounts.Item4,
            Released = amounts.Item5,
            Cancelled = amounts.Item6,
            AvailableAt = times.Item1,
            ExpiresAt = times.Item2,
            OriginalExpiresAt = times.Item3,
            PendingUntil = times.Item4,
            PostedAt = times.Item5,
            Status = status,
            Pending = pending,
        });

    readonly Instance instance = TestServer.Instances[0];

    [Test]
    public async Task What_is_packed_is_read_the_same_by_the_service_and_by_the_database()
    {
        await using var own = new Instance(TestServer.On(await TestServer.NewDatabase()));
        await own.Get<Migrator>().Migrate(CancellationToken.None);
        var account = await own.Account(await own.NewMember(1));
        await own.Execute("alter table account drop constraint account_check"); // the sums are not the account's
        await using var connection = await own.Get<Database>().General.OpenConnectionAsync();
        await AnyLot.Array[0, PackedLots.Most].SampleAsync(
            async lots =>
            {
                var packed = PackedLots.Write(lots);
                await connection.ExecuteAsync(
                    "update account set lots = @packed where account_number = @account", new { packed, account });
                var seen = await connection.Rows(new($"""
                    select {LotTable.Rows.Columns("l")} from every_lot l where l.account_number = @account
                    """, new { account }), LotTable.Read);
                return PackedLots.Read(packed).SequenceEqual(lots) && seen.SequenceEqual(lots);
            },
            iter: 200, threads: 1);
    }

    [Test]
    public void A_form_that_is_not_known_is_refused() =>
        Assert.That(() => PackedLots.Read([2]), Throws.InstanceOf<InvalidDataException>());

    [Test]
    public async Task The_row_has_the_first_16_and_gives_up_the_last_for_a_sooner_one()
    {
        var member = await instance.NewMember();
        await Accrue(member, 20);
        Assert.That(await Places(member), Is.EqualTo((Range(1, 16), Range(17, 20), 4)));

        await instance.Send(member.Accrue(1, expiresAt: Start.AddHours(-1)));
        Assert.That(await Places(member), Is.EqualTo(($"21 {Range(1, 15)}", Range(16, 20), 5)));
        Assert.That(await instance.Differences(member), Is.Empty);
    }

    [Test]
    public async Task A_closed_lot_leaves_the_row_and_one_that_gets_points_back_returns()
    {
        var member = await instance.NewMember();
        await Accrue(member, 3);
        var redeemed = (await instance.Send(member.Redeem(2))).Value;
        Assert.That(await Places(member), Is.EqualTo(("3", "1 2", 0)));

        await instance.Send(new CancelTransaction(redeemed.TransactionId.Number(), new(1), "returned", false));
        Assert.That(await Places(member), Is.EqualTo(("2 3", "1", 0)));
        Assert.That(await instance.Differences(member), Is.Empty);
    }

    [Test]
    public async Task A_pending_lot_stands_on_the_row_whenever_it_falls_due()
    {
        var member = await instance.NewMember();
        await Accrue(member, 16);
        await instance.Send(member.Accrue(1, availableAt: Start.AddYears(1)));
        Assert.That(await Places(member), Is.EqualTo(($"{Range(1, 15)} 17", "16", 1)));
        Assert.That(await instance.Differences(member), Is.Empty);
    }

    [Test]
    public async Task Lots_move_in_when_the_row_runs_out_of_them()
    {
        var member = await instance.NewMember();
        await Accrue(member, 40);
        await instance.Send(member.Redeem(14));
        Assert.That(await Places(member), Is.EqualTo((Range(15, 16), $"{Range(1, 14)} {Range(17, 40)}", 24)));

        await instance.Send(member.Redeem(10));
        Assert.That(await Places(member), Is.EqualTo((Range(25, 40), Range(1, 24), 0)));
        Assert.That(await instance.Differences(member), Is.Empty);
    }

    [Test]
    public async Task Lots_of_before_move_to_the_row_with_the_next_commit()
    {
        var member = await instance.NewMember();
        await Accrue(member, 3);
        var account = await instance.Account(member);
        await instance.Execute("""
            insert into lot (bucket, account_number, lot_number, points, remaining, held, pending, open, available_at,
                expires_at, original_expires_at, status, pending_until, posted_at, released, taken_back)
            select * from every_lot where account_number = @account
            """, new { account });
        await instance.Execute(
            "update account set lots = @none, lots_behind = null where account_number = @account",
            new { account, none = PackedLots.Write([]) });
        Assert.That((await instance.Balance(member)).Available, Is.EqualTo(new Points(3)));
        Assert.That(await instance.Differences(member), Is.Empty);

        await instance.Send(member.Redeem(4));
        Assert.That(await Places(member), Is.EqualTo((Range(1, 3), "", 0)));
        Assert.That(await instance.Differences(member), Is.Empty);
    }

    /// <summary>Lots of one point each; a later one ends later.</summary>
    async Task Accrue(TestMember member, int lots)
    {
        for (var i = 0; i < lots; i++)
        {
            await instance.Send(member.Accrue(1, expiresAt: Start.AddHours(i)));
        }
    }

    static string Range(int first, int last) => string.Join(' ', Enumerable.Range(first, last - first + 1));

    async Task<(string OnRow, string InTable, int Behind)> Places(TestMember member)
    {
        var account = await instance.Account(member);
        var lots = PackedLots.Read(
            await instance.Query<byte[]>("select lots from account where account_number = @account", new { account }));
        return (string.Join(' ', lots.Select(lot => lot.Id)),
            await instance.Query<string>("""
                select coalesce(string_agg(lot_number::text, ' ' order by lot_number), '')
                from lot
                where account_number = @account
                """, new { account }),
            await instance.Query<int>(
                "select lots_behind from account where account_number = @account", new { account }));
    }
}
