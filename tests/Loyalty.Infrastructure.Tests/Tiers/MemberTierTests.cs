using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Application.Tiers;
using Loyalty.Domain;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Infrastructure.Tests.Tiers;

public sealed class MemberTierTests
{
    // 22:00Z is midnight in Vilnius; on 29 March clocks go forward.
    readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 25, 12, 0, 0, TimeSpan.Zero));
    readonly Instance instance;

    public MemberTierTests() => instance = new(clock: clock);

    [TearDown]
    public ValueTask Stop() => instance.DisposeAsync();

    Task<string> NewProgram(bool redemptionsNeedGold = false) => instance.NewProgram(
        timeZone: "Europe/Vilnius",
        document: new()
        {
            PointsCurrencies = [new() { Code = "points", Default = true }, new() { Code = "stars" }],
            Tiers =
            [
                new() { Code = "base", Name = "Base" },
                new() { Code = "gold", Name = "Gold", MinPointsEarned = new(100), PeriodDays = 3 },
            ],
            Policy = new()
            {
                Redemption = new() { AllowedTiers = redemptionsNeedGold ? ["gold"] : null },
            },
        });

    async Task<MemberTierView> Tier(TestMember member) =>
        (await instance.Send(new GetMemberTier(member.Account))).Value;

    void At(string time) =>
        clock.SetUtcNow(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    [Test]
    public async Task A_tier_ends_at_the_local_midnight_that_was_told_also_when_clocks_have_changed()
    {
        var member = await instance.NewMember(40, await NewProgram());
        Assert.That((await Tier(member)).Next, Is.EqualTo(
            new NextTierView("gold", "Gold", new Points(60).ToScale(2), new(0.40m))));
        At("2026-03-26T21:59:59Z");
        await instance.Send(member.Accrue(60));
        var standing = await Tier(member);
        Assert.That(standing.Tier, Is.EqualTo(new HeldTierView("gold", 2, "Gold", 2,
            new(2026, 3, 26, 21, 59, 59, TimeSpan.Zero), new(2026, 3, 28, 22, 0, 0, TimeSpan.Zero))));
        At("2026-03-28T21:59:59.999Z");
        Assert.That((await Tier(member)).Tier!.Code, Is.EqualTo("gold"));
        At("2026-03-28T22:00:00Z");
        Assert.That((await Tier(member)).Tier!.Code, Is.EqualTo("base"));
        await instance.Send(member.Accrue(40));
        Assert.That((await Tier(member)).Tier!.Until, Is.EqualTo(
            new DateTimeOffset(2026, 3, 29, 21, 0, 0, TimeSpan.Zero)), "which is a day of 23 hours");
    }

    [Test]
    public async Task A_redemption_needs_the_tier_that_the_ledger_tells_at_its_moment()
    {
        var member = await instance.NewMember(99.99m, await NewProgram(redemptionsNeedGold: true));
        Assert.That((await instance.Send(member.Redeem(1))).Decline!.Reasons.Single().Arguments["reason"],
            Is.EqualTo("tier"));
        var lifting = (await instance.Send(member.Accrue(0.01m))).Value;
        Assert.That((await instance.Send(member.Redeem(1))).IsOk, Is.True);
        await instance.Send(new CancelTransaction(lifting.TransactionId.Number(), null, "returned", false));
        Assert.That((await instance.Send(member.Redeem(1))).Decline!.Code, Is.EqualTo("not_eligible"));
        await instance.Send(member.Accrue(1));
        At("2026-03-28T21:59:59Z");
        Assert.That((await instance.Send(member.Redeem(1))).IsOk, Is.True);
        Assert.That((await instance.Send(member.Validate(1))).Value.Redeemable, Is.True);
        At("2026-03-28T22:00:00Z");
        Assert.That((await instance.Send(member.Validate(1))).Value.Reasons.Single().Code, Is.EqualTo("not_eligible"));
    }

    [Test]
    public async Task Points_of_another_currency_are_spent_by_the_tier_of_the_default_one()
    {
        var member = await instance.NewMember(0, await NewProgram(redemptionsNeedGold: true));
        await instance.Send(member.Accrue(500).In("stars"));
        Assert.That((await instance.Send(member.Redeem(1).In("stars"))).Decline!.Code, Is.EqualTo("not_eligible"));
        await instance.Send(member.Accrue(100));
        Assert.That((await instance.Send(member.Redeem(1).In("stars"))).IsOk, Is.True);
        At("2026-03-28T21:59:59Z");
        Assert.That((await instance.Send(member.Redeem(1).In("stars"))).IsOk, Is.True);
        At("2026-03-28T22:00:00Z");
        Assert.That((await instance.Send(member.Redeem(1).In("stars"))).Decline!.Code, Is.EqualTo("not_eligible"));
    }

    [Test]
    public async Task What_is_temporary_counts_from_its_commit_on_and_never_without()
    {
        var member = await instance.NewMember(1, await NewProgram());
        AccruePoints Temporary(decimal points) => new(
            member.Account, new() { Points = new(points), Pending = new() { TimeoutSeconds = 86_400 } });
        await instance.Send(Temporary(500));
        var committed = (await instance.Send(Temporary(150))).Value;
        Assert.That((await Tier(member)).PointsEarnedInPeriod, Is.EqualTo(new Points(1)));
        At("2026-03-25T21:30:00Z");
        await instance.Send(new CommitAccrual(committed.TransactionId.Number(), new(120)));
        var standing = await Tier(member);
        Assert.That(
            (standing.Tier!.Code, standing.PointsEarnedInPeriod, standing.Tier.ReachedAt),
            Is.EqualTo(("gold", new Points(121), (DateTimeOffset?)clock.GetUtcNow())));
        At("2026-03-26T12:00:00Z");
        Assert.That((await Tier(member)).PointsEarnedInPeriod, Is.EqualTo(new Points(121)));
        Assert.That(await instance.Differences(member), Is.Empty);
    }

    [Test]
    public async Task A_member_without_an_account_has_what_needs_nothing()
    {
        var member = await instance.NewMember(0, await NewProgram());
        var standing = await Tier(member);
        Assert.That((standing.Tier!.Code, standing.Tier.ReachedAt, standing.Next!.PointsMissing), Is.EqualTo(
            ("base", (DateTimeOffset?)null, new Points(100))));
    }

    [Test]
    public async Task Tiers_are_listed_by_level_and_page_by_page()
    {
        var program = await instance.NewProgram(document: new()
        {
            Tiers =
            [
                new() { Code = "c", Name = "C", Level = 30 }, new() { Code = "a", Name = "A", Level = 0 },
                new() { Code = "b", Name = "B", Level = 20, Number = 1 },
            ],
        });
        var first = (await instance.Send(new GetTiers(program, new(2, null, "x")))).Value;
        var second = (await instance.Send(new GetTiers(program, new(2, "20", "x")))).Value;
        Assert.That(
            first.Data.Concat(second.Data).Select(tier => (tier.Code, tier.Number)),
            Is.EqualTo(new[] { ("a", (int?)3), ("b", 1), ("c", 2) }));
        Assert.That((first.NextCursor is null, second.NextCursor), Is.EqualTo((false, (string?)null)));
    }
}
