using Loyalty.Application;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Members;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Accounts.Tables;

namespace Loyalty.Infrastructure.Tests.Accounts;

public sealed class AccountLoaderTests
{
    readonly Instance instance = TestServer.Instances[0];

    [Test]
    public async Task A_caller_who_needs_all_lots_brings_them_for_everybody_it_is_decided_with()
    {
        var member = await instance.NewMember();
        var start = DateTimeOffset.UtcNow.AddDays(1);
        await Task.WhenAll(Enumerable.Range(0, PackedLots.Most + AccountLoader.MaxLots + 10)
            .Select(i => instance.Send(member.Accrue(1, expiresAt: start.AddMinutes(i)))));
        var first = Of(member);
        var needsAll = Of(member);
        await instance.Get<AccountLoader>().Load([first], CancellationToken.None);
        var few = first.Loaded!.Snapshot!.Account;
        Assert.That((few.Lots.Count, few.Horizon, few.Behind),
            Is.EqualTo((PackedLots.Most, few.Lots.Last(),
                new LotsBehind(AccountLoader.MaxLots + 10, Points.Zero))));

        first.Missing = MissingParts.AllLots.After(null);
        await instance.Get<AccountLoader>().Load([first], CancellationToken.None);
        Assert.That((first.Loaded!.Snapshot!.Account.Lots.Count, first.Loaded.Snapshot!.Account.Horizon is null),
            Is.EqualTo((PackedLots.Most + AccountLoader.MaxLots, false)));

        needsAll.Missing = MissingParts.AllLots;
        await instance.Get<AccountLoader>().Load([first, needsAll], CancellationToken.None);
        Assert.That(new[] { first, needsAll }.Select(command => (command.Loaded!.Snapshot!.Account.Lots.Count,
            command.Loaded.Snapshot!.Account.Horizon is null)), Has.All.EqualTo(
                (PackedLots.Most + AccountLoader.MaxLots + 10, true)));
    }

    [Test]
    public async Task What_a_caller_names_comes_with_its_lots_open_or_not()
    {
        var member = await instance.NewMember(10);
        var redeemed = (await instance.Send(member.Redeem(10))).Value;
        _ = TransactionNumber.TryParse(redeemed.TransactionId, out var number);
        var command = Look(NumberedAccount.Of(number));
        await instance.Get<AccountLoader>().Load([command], CancellationToken.None);
        var caller = command.Loaded!.Caller;
        Assert.That((caller.NamedRedemptions.Single().Status, caller.NamedLots.Single().IsOpen,
            caller.Facts.Find<NamedEntry>()!.Root), Is.EqualTo(("posted", false, number.Seq)));
    }

    [Test]
    public async Task Callers_who_share_a_statement_get_each_their_own_account()
    {
        var program = await instance.NewProgram();
        var members = await Task.WhenAll(Enumerable.Range(1, 40).Select(i => instance.NewMember(i, program)));
        var nobody = new TestMember(program, "nobody@example.com", members[0].MemberId);
        var redeemed = (await instance.Send(members[9].Redeem(2))).Value;
        _ = TransactionNumber.TryParse(redeemed.TransactionId, out var number);
        var commands = members.SelectMany(member => new[] { Of(member), ById(member) }).ToList();
        var named = Look(NumberedAccount.Of(number));
        var unknown = Of(nobody);
        var loader = instance.Get<AccountLoader>();
        await Task.WhenAll(commands.Append(named).Append(unknown)
            .Select(command => loader.Load([command], CancellationToken.None)));

        Assert.That(commands.Select(command => command.Loaded!.Snapshot!.Account.Balance),
            Is.EqualTo(Enumerable.Range(1, 40).SelectMany(i => Enumerable.Repeat(new Points(i == 10 ? 8 : i), 2))));
        Assert.That(commands.Select(command => command.Loaded!.Snapshot!.Account.Lots.Single().Remaining),
            Is.EqualTo(commands.Select(command => command.Loaded!.Snapshot!.Account.Balance)));
        Assert.That((named.Loaded!.Snapshot!.Account.Balance, named.Loaded.Caller.Facts.Find<NamedEntry>()!.Seq),
            Is.EqualTo((new Points(8), number.Seq)));
        Assert.That(unknown.Loaded!.Decline!.Code, Is.EqualTo(Declines.MemberNotFound.Code));
    }

    static Command<int> ById(TestMember member) =>
        Look(new MemberAccount(member.Program, null, MemberReference.Of(new MemberId(member.Number))));

    static Command<int> Of(TestMember member) =>
        Look(new MemberAccount(member.Program, null, member.Reference.Reference()));

    static Command<int> Look(AccountReference who) =>
        new(new(who, Caller.Inside("test")), isQuestion: true, _ => 0, CancellationToken.None);
}
