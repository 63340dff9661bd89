using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Infrastructure.Tests.Accounts;

[TestFixture(false)]
[TestFixture(true)]
public sealed class LimitsTests
{
    // The night in which Vilnius goes to summer time: local 29 March has 23 hours, from 22:00Z to 21:00Z.
    readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 28, 21, 0, 0, TimeSpan.Zero));
    readonly Instance instance;

    /// <summary>Whether the account's row tells nothing of the periods: then it is searched.</summary>
    readonly bool isForgotten;

    public LimitsTests(bool isForgotten) => (this.isForgotten, instance) = (isForgotten, new(clock: clock));

    [TearDown]
    public ValueTask Stop() => instance.DisposeAsync();

    async Task<string?> RedeemAt(TestMember member, string time, decimal points)
    {
        clock.SetUtcNow(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
        await Forget(member);
        return (await instance.Send(member.Redeem(points))).Decline?.Reasons[0].Arguments["limit"];
    }

    async Task Forget(TestMember member)
    {
        if (isForgotten)
        {
            await instance.Execute(
                "update account set day_start = null where owner_number = @number", new { number = member.Number });
        }
    }

    [Test]
    public async Task What_a_day_may_bring_is_limited_net_of_what_was_taken_back()
    {
        var program = await instance.NewProgram(timeZone: "Europe/Vilnius", document: new()
        {
            Policy = new() { Earning = new() { MaxPointsPerAccrual = new(60), MaxPointsPerDay = new(100) } },
        });
        var member = await instance.NewMember(0, program);
        Assert.That(await AccrueAt("2026-03-30T12:00:00Z", 60.01m), Is.EqualTo("points_per_accrual"));
        Assert.That(await AccrueAt("2026-03-30T12:00:00Z", 60), Is.Null);
        Assert.That(await AccrueAt("2026-03-30T12:00:00Z", 40.01m), Is.EqualTo("earned_per_day"));
        Assert.That(await AccrueAt("2026-03-30T12:00:00Z", 40), Is.Null);
        Assert.That(await AccrueAt("2026-03-30T21:00:00Z", 60), Is.Null);
        var second = (await instance.Send(member.Accrue(40))).Value;
        await instance.Send(new CancelTransaction(second.TransactionId.Number(), new(5), "returned", false));
        Assert.That(await AccrueAt("2026-03-30T21:00:00Z", 5.01m), Is.EqualTo("earned_per_day"));
        Assert.That(await AccrueAt("2026-03-30T21:00:00Z", 5), Is.Null);
        Assert.That(await instance.Differences(member), Is.Empty);

        async Task<string?> AccrueAt(string time, decimal points)
        {
            clock.SetUtcNow(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
            await Forget(member);
            return (await instance.Send(member.Accrue(points))).Decline?.Reasons[0].Arguments["limit"];
        }
    }

    [Test]
    public async Task What_is_temporary_counts_on_the_day_it_begins()
    {
        var program = await instance.NewProgram(document: new()
        {
            Policy = new() { Earning = new() { MaxPointsPerDay = new(100) } },
        });
        var member = await instance.NewMember(0, program);
        var kept = await TemporaryAt("2026-03-30T12:00:00Z", 40);
        var dropped = await TemporaryAt("2026-03-30T12:00:00Z", 30);
        Assert.That(await RefusedAt("2026-03-30T12:00:00Z", 30.01m), Is.True);
        Assert.That(await RefusedAt("2026-03-31T12:00:00Z", 100), Is.False);
        await Forget(member);
        Assert.That((await instance.Send(new CommitAccrual(kept, new(35)))).IsOk, Is.True);
        Assert.That(await RefusedAt("2026-03-31T12:00:00Z", 5.01m), Is.True);
        Assert.That(await RefusedAt("2026-03-31T12:00:00Z", 5), Is.False);
        Assert.That(await RefusedAt("2026-04-01T12:00:00Z", 100), Is.False);
        await Forget(member);
        Assert.That((await instance.Send(new RollbackAccrual(dropped, null))).IsOk, Is.True);
        Assert.That(await RefusedAt("2026-04-01T12:00:00Z", 30.01m), Is.True);
        Assert.That(await RefusedAt("2026-04-01T12:00:00Z", 30), Is.False);
        Assert.That(await instance.Differences(member), Is.Empty);

        async Task<TransactionNumber> TemporaryAt(string time, decimal points) =>
            (await At(time, new AccruePoints(member.Account, new()
            {
                Points = new(points),
                Pending = new() { TimeoutSeconds = 864_000 },
            }))).Value.TransactionId.Number();

        async Task<bool> RefusedAt(string time, decimal points) =>
            (await At(time, member.Accrue(points))).Decline?.Reasons[0].Arguments["limit"] == "earned_per_day";

        async Task<Result<AccrualReceipt>> At(string time, AccruePoints command)
        {
            clock.SetUtcNow(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
            await Forget(member);
            return await instance.Send(command);
        }
    }

    [Test]
    public async Task A_days_points_are_those_of_the_programs_day_also_when_it_has_23_hours()
    {
        var program = await instance.NewProgram(new() { MaxPointsPerDay = new(100) }, "Europe/Vilnius");
        var member = await instance.NewMember(1000, program);
        Assert.That(await RedeemAt(member, "2026-03-28T21:59:59Z", 100), Is.Null);
        Assert.That(await RedeemAt(member, "2026-03-28T21:59:59Z", 1), Is.EqualTo("points_per_day"));
        Assert.That(await RedeemAt(member, "2026-03-28T22:00:00Z", 60), Is.Null);
        Assert.That(await RedeemAt(member, "2026-03-29T20:59:59Z", 41), Is.EqualTo("points_per_day"));
        Assert.That(await RedeemAt(member, "2026-03-29T20:59:59Z", 40), Is.Null);
        Assert.That(await RedeemAt(member, "2026-03-29T21:00:00Z", 100), Is.Null);
    }

    [Test]
    public async Task A_months_points_and_a_days_redemptions_begin_anew_with_the_next()
    {
        var program = await instance.NewProgram(
            new() { MaxPointsPerMonth = new(100), MaxRedemptionsPerDay = 2 }, "Europe/Vilnius");
        var member = await instance.NewMember(1000, program);
        Assert.That(await RedeemAt(member, "2026-03-30T12:00:00Z", 30), Is.Null);
        Assert.That(await RedeemAt(member, "2026-03-30T12:00:00Z", 30), Is.Null);
        Assert.That(await RedeemAt(member, "2026-03-30T12:00:00Z", 1), Is.EqualTo("redemptions_per_day"));
        Assert.That(await RedeemAt(member, "2026-03-31T12:00:00Z", 41), Is.EqualTo("points_per_month"));
        Assert.That(await RedeemAt(member, "2026-03-31T12:00:00Z", 40), Is.Null);
        Assert.That(await RedeemAt(member, "2026-03-31T21:00:00Z", 100), Is.Null);
    }

    [Test]
    public async Task Time_alone_makes_points_spendable_and_ends_them_and_reads_see_it_without_a_write()
    {
        var member = await instance.NewMember();
        var now = clock.GetUtcNow();
        await instance.Send(member.Accrue(100, availableAt: now.AddHours(1), expiresAt: now.AddHours(2)));
        Assert.That(((await instance.Balance(member)).Pending, (await instance.Balance(member)).Balance),
            Is.EqualTo((new Points(100), Points.Zero)));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.That((await instance.Balance(member)).Available, Is.EqualTo(new Points(100)));
        Assert.That((await instance.Transactions(member)).Select(entry => entry.Type),
            Is.EqualTo(new[] { "activation", "accrual" }));
        Assert.That(await instance.Query<long>("select count(*) from entry where account_number = @number",
            new { number = await instance.Account(member) }), Is.EqualTo(1));
        Assert.That((await instance.Send(member.Redeem(40))).IsOk, Is.True);
        Assert.That((await instance.Transactions(member)).Select(entry => entry.Type),
            Is.EqualTo(new[] { "redemption", "activation", "accrual" }));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.That((await instance.Balance(member)).Balance, Is.EqualTo(Points.Zero));
        Assert.That((await instance.Send(member.Redeem(1))).Decline!.Code, Is.EqualTo("insufficient_points"));
        Assert.That((await instance.Transactions(member))[0].Type, Is.EqualTo("expiry"));
        Assert.That(await instance.Differences(member), Is.Empty);
    }
}
