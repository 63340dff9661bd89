using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Postgres.Accounts;

namespace Loyalty.Infrastructure.Tests.Accounts;

public sealed class AccountLoaderTests
{
    readonly Instance instance = TestServer.Instances[0];

    [Test]
    public async Task A_caller_who_needs_all_lots_brings_them_for_everybody_it_is_decided_with()
    {
        var member = await instance.NewMember();
        var start = DateTimeOffset.UtcNow.AddDays(1);
        await Task.WhenAll(Enumerable.Range(0, AccountLoader.MaxLots + 10)
            .Select(i => instance.Send(member.Accrue(1, expiresAt: start.AddMinutes(i)))));
        var first = Work(member);
        var needsAll = Work(member);
        await instance.Get<AccountLoader>().Load([first], CancellationToken.None);
        Assert.That((first.Loaded!.Account!.Lots.Count, first.Loaded.Account.Horizon is null),
            Is.EqualTo((AccountLoader.MaxLots, false)));

        needsAll.Lacking = new(AllLots: true, UsageAt: null);
        await instance.Get<AccountLoader>().Load([first, needsAll], CancellationToken.None);
        Assert.That(new[] { first, needsAll }.Select(work => (work.Loaded!.Account!.Lots.Count,
            work.Loaded.Account.Horizon is null)), Has.All.EqualTo((AccountLoader.MaxLots + 10, true)));
    }

    [Test]
    public async Task What_a_caller_names_comes_with_its_lots_open_or_not()
    {
        var member = await instance.NewMember(10);
        var redeemed = (await instance.Send(member.Redeem(10))).Value;
        _ = TransactionNumber.TryParse(redeemed.TransactionId, out var number);
        var work = new Work<int>(NumberedAccount.Of(number), "till", null, isQuestion: true, (_, _) => 0);
        await instance.Get<AccountLoader>().Load([work], CancellationToken.None);
        var account = work.Loaded!.Account!;
        Assert.That((account.Redemptions[number.Seq].Status, account.Lot(1)!.IsOpen, account.Named[number.Seq].Root),
            Is.EqualTo(("posted", false, number.Seq)));
    }

    static Work<int> Work(TestMember member) => new(
        new MemberAccount(member.Program, null, member.Reference.Reference()), "till", null, isQuestion: true,
        (_, _) => 0);
}
