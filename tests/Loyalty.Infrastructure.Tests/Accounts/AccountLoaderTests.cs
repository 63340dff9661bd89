using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Members;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Load;

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
        var first = Command(member);
        var needsAll = Command(member);
        await instance.Get<AccountLoader>().Load([first], CancellationToken.None);
        Assert.That((first.Loaded!.Account!.Lots.Count, first.Loaded.Account.Horizon is null),
            Is.EqualTo((AccountLoader.MaxLots, false)));

        needsAll.MissingParts = new(AllLots: true, UsageAt: null);
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
        var work = new Command<int>(NumberedAccount.Of(number), "till", null, isQuestion: true, (_, _) => 0);
        await instance.Get<AccountLoader>().Load([work], CancellationToken.None);
        var account = work.Loaded!.Account!;
        Assert.That((account.Redemptions[number.Seq].Status, account.Lot(1)!.IsOpen, account.Named[number.Seq].Root),
            Is.EqualTo(("posted", false, number.Seq)));
    }

    [Test]
    public async Task Callers_who_share_a_statement_get_each_their_own_account()
    {
        var program = await instance.NewProgram();
        var members = await Task.WhenAll(Enumerable.Range(1, 40).Select(i => instance.NewMember(i, program)));
        var nobody = new TestMember(program, "nobody@example.com", members[0].MemberId);
        var redeemed = (await instance.Send(members[9].Redeem(2))).Value;
        _ = TransactionNumber.TryParse(redeemed.TransactionId, out var number);
        var commands = members.SelectMany(member => new[] { Command(member), ById(member) }).ToList();
        var named = new Command<int>(NumberedAccount.Of(number), "till", null, isQuestion: true, (_, _) => 0);
        var unknown = Command(nobody);
        var loader = instance.Get<AccountLoader>();
        await Task.WhenAll(commands.Append(named).Append(unknown)
            .Select(work => loader.Load([work], CancellationToken.None)));

        Assert.That(commands.Select(work => work.Loaded!.Account!.Balance),
            Is.EqualTo(Enumerable.Range(1, 40).SelectMany(i => Enumerable.Repeat(new Points(i == 10 ? 8 : i), 2))));
        Assert.That(commands.Select(work => work.Loaded!.Account!.Lots.Single().Remaining),
            Is.EqualTo(commands.Select(work => work.Loaded!.Account!.Balance)));
        Assert.That((named.Loaded!.Account!.Balance, named.Loaded.Account.Named.Count),
            Is.EqualTo((new Points(8), 1)));
        Assert.That(unknown.Loaded!.Decline!.Code, Is.EqualTo(Declines.MemberNotFound.Code));
    }

    static Command<int> ById(TestMember member) => new(
        new MemberAccount(member.Program, null, MemberReference.Of(new MemberId(member.Number))), "till", null,
        isQuestion: true, (_, _) => 0);

    static Command<int> Command(TestMember member) => new(
        new MemberAccount(member.Program, null, member.Reference.Reference()), "till", null, isQuestion: true,
        (_, _) => 0);
}
