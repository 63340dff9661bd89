using System.Text.Json.Nodes;
using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Keys;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Infrastructure.Tests.Members;

public sealed class LeavingTests
{
    readonly Instance one = TestServer.Instances[0];
    readonly Instance two = TestServer.Instances[1];

    Task<Result<MemberView>> Leave(TestMember member) => one.Send(new LeaveProgram(member.Program, member.Reference));

    Task<Result<MemberView>> Return(TestMember member) =>
        one.Send(new RegisterMember(member.Program, new() { Email = member.Email }, null, null));

    [Test]
    public async Task Who_left_earns_and_redeems_nothing_and_what_is_open_can_be_ended()
    {
        var member = await one.NewMember(100);
        var committed = (await one.Send(member.Hold(10))).Value.TransactionId.Number();
        var rolledBack = (await one.Send(member.Hold(20))).Value.TransactionId.Number();
        var redeemed = (await one.Send(member.Redeem(5))).Value.TransactionId.Number();
        Assert.That((await Leave(member)).Value.Status, Is.EqualTo("left"));
        Assert.Multiple(async () =>
        {
            Assert.That((await two.Send(member.Accrue(1))).Decline!.Code, Is.EqualTo("account_closed"));
            Assert.That((await two.Send(member.Redeem(1))).Decline!.Code, Is.EqualTo("account_closed"));
            Assert.That((await two.Send(member.Hold(1))).Decline!.Code, Is.EqualTo("account_closed"));
            Assert.That((await two.Send(member.Validate(1))).Value.Reasons.Single().Code, Is.EqualTo("account_closed"));
            Assert.That((await two.Send(new CommitTemp(committed, new(4)))).IsOk, Is.True);
            Assert.That((await two.Send(new RollbackTemp(rolledBack, null))).IsOk, Is.True);
            Assert.That((await two.Send(new CancelTransaction(redeemed, null, "returned", false))).IsOk, Is.True);
        });
        Assert.That((await two.Balance(member)).Available, Is.EqualTo(new Points(96)));
        Assert.That(await one.Differences(member), Is.Empty);
    }

    [Test]
    public async Task Who_comes_back_finds_the_accounts_as_they_are()
    {
        var member = await one.NewMember(100);
        var enrolledAt = (await one.Send(new GetMember(member.Program, member.Reference))).Value.EnrolledAt;
        await Leave(member);
        Assert.That((await Leave(member)).Value.Status, Is.EqualTo("left"));
        var back = (await Return(member)).Value;
        Assert.That((back.MemberId, back.Status, back.EnrolledAt), Is.EqualTo(
            (member.MemberId, "active", enrolledAt)));
        Assert.That((await two.Send(member.Redeem(60))).IsOk, Is.True);
        Assert.That((await two.Send(member.Accrue(1))).IsOk, Is.True);
        Assert.That((await two.Balance(member)).Balance, Is.EqualTo(new Points(41)));
        Assert.That((await Return(member)).Decline!.Code, Is.EqualTo("identifier_taken"));
        var changes = (await one.Send(new GetAudit("member", member.MemberId, Instance.All))).Value.Data
            .Where(change => change.After?["has_left"] is not null);
        Assert.That(changes.Select(change => (bool)change.After!["has_left"]!), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public async Task What_is_said_on_coming_back_takes_the_place_of_what_was_said_before()
    {
        var member = await one.NewMember();
        await one.Send(new UpdateMember(member.Program, member.Reference, JsonNode.Parse("""
            {"last_name":"Old","consents":{"email":true,"sms":true}}
            """)!.AsObject()));
        await Leave(member);
        var back = (await one.Send(new RegisterMember(member.Program, new()
        {
            Email = member.Email,
            LastName = "New",
            Consents = new Dictionary<string, bool> { ["email"] = false },
        }, null, null))).Value;
        Assert.That((back.LastName, back.Consents!["email"], back.Consents["sms"]), Is.EqualTo(("New", false, true)));
    }

    [Test]
    public async Task A_member_leaves_one_program_and_stays_in_the_others()
    {
        var first = await one.NewProgram(document: new() { Operator = $"o{Guid.NewGuid():N}" });
        var owner = await one.Query<string>(
            "select o.code from operator o join program p using (operator_number) where p.code = @first",
            new { first });
        var member = await one.NewMember(5, first);
        var there = member with { Program = await one.NewProgram(document: new() { Operator = owner }) };
        await Return(there);
        await one.Send(there.Accrue(7));
        await Leave(member);
        Assert.That((await two.Send(member.Redeem(1))).Decline!.Code, Is.EqualTo("account_closed"));
        Assert.That((await two.Send(there.Redeem(1))).IsOk, Is.True);
        Assert.That((await one.Send(new GetMember(there.Program, member.Reference))).Value.Status,
            Is.EqualTo("active"));
        Assert.That(await Listed("left"), Is.EqualTo(new[] { member.MemberId }));
        Assert.That(await Listed("active"), Is.Empty);
        var foreign = new Caller("staff", owner, [there.Program], Scope.All);
        Assert.That((await one.Send(
            new GetAudit("member", member.MemberId, Instance.All), caller: foreign)).Value.Data, Is.Empty,
            "what another program's matter is");

        async Task<IEnumerable<string>> Listed(string status) => (await one.Send(
            new ListMembers(first, null, status, null, Instance.All))).Value.Data.Select(view => view.MemberId);
    }

    [Test]
    public async Task Who_left_without_an_account_gets_none()
    {
        var member = await one.NewMember();
        await Leave(member);
        Assert.That((await two.Send(member.Accrue(1))).Decline!.Code, Is.EqualTo("account_closed"));
        Assert.That((await two.Send(member.Validate(1))).Value.Reasons[0].Code, Is.EqualTo("account_closed"));
        Assert.That(await one.Query<long>(
            "select count(*) from account where owner_number = @number", new { number = member.Number }), Is.Zero);
        await Return(member);
        Assert.That((await two.Send(member.Accrue(1))).IsOk, Is.True);
    }

    [Test]
    public async Task Leaving_and_coming_back_race_with_redemptions_and_no_point_is_lost()
    {
        var member = await one.NewMember(1000);
        var taken = 0;
        var leaving = Task.Run(async () =>
        {
            for (var round = 0; round < 15; round++)
            {
                await Leave(member);
                Assert.That((await two.Send(member.Redeem(1))).Decline?.Code, Is.EqualTo("account_closed"));
                await Return(member);
            }
        });
        while (!leaving.IsCompleted)
        {
            var answer = await (taken % 2 == 0 ? one : two).Send(member.Redeem(1));
            Assert.That(answer.Decline?.Code, Is.Null.Or.EqualTo("account_closed"));
            taken += answer.IsOk ? 1 : 0;
        }

        await leaving;
        Assert.That((await one.Balance(member)).Balance, Is.EqualTo(new Points(1000 - taken)));
        Assert.That(await one.Differences(member), Is.Empty);
    }

    [Test]
    public async Task A_temporary_accrual_can_be_committed_after_leaving_and_a_blocked_member_stays_so()
    {
        var member = await one.NewMember(1);
        var accrual = (await one.Send(new AccruePoints(
            member.Account, new() { Points = new(50), Pending = new() }))).Value.TransactionId.Number();
        await one.Send(new UpdateMember(member.Program, member.Reference, new()
        {
            ["status"] = "blocked",
            ["reason"] = "fraud"
        }));
        await Leave(member);
        Assert.That((await two.Send(new CommitAccrual(accrual, null))).IsOk, Is.True);
        var back = (await Return(member)).Value;
        Assert.That((back.Status, back.StatusReason), Is.EqualTo(("blocked", "fraud")));
        Assert.That((await two.Send(member.Redeem(1))).Decline!.Code, Is.EqualTo("account_blocked"));
        Assert.That((await one.Send(new GetBalance(member.Account))).Value.Balance, Is.EqualTo(new Points(51)));
    }

    [Test]
    public async Task Erasing_ends_for_ever_what_leaving_began()
    {
        var member = await one.NewMember(1);
        await Leave(member);
        await one.Send(new EraseMember(member.Program, member.Reference));
        var byId = new MemberInput { MemberId = member.MemberId };
        Assert.That((await one.Send(new GetMember(member.Program, byId))).Value.Status, Is.EqualTo("closed"));
        Assert.That((await one.Send(new LeaveProgram(member.Program, byId))).Decline!.Code,
            Is.EqualTo("account_closed"));
    }
}
