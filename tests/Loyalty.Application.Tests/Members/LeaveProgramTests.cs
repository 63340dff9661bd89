using Loyalty.Application.Members;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Tests.Members;

public sealed class LeaveProgramTests
{
    static LeaveProgramHandler Handler(Ports.IMembers members) =>
        new(Given.Outcomes<MemberView>(), Given.Programs(), members);

    [Test]
    public async Task A_member_leaves_the_program_that_is_named()
    {
        var members = Given.Members(Given.Member());
        Assert.That((await Handler(members).Handle(new("demo", Given.Ann), default)).IsOk, Is.True);
        await members.Received().Leave(
            Arg.Is<Member>(member => member.Id == new MemberId(1001)), Given.Program, default);
    }

    [Test]
    public async Task Who_is_gone_for_ever_leaves_nothing()
    {
        var members = Given.Members(Given.Member(MemberStatus.Closed));
        Assert.That((await Handler(members).Handle(new("demo", Given.Ann), default)).Decline!.Code,
            Is.EqualTo("account_closed"));
        await members.DidNotReceiveWithAnyArgs().Leave(default!, default!, default);
    }

    [TestCase("demo", "member_not_found")]
    [TestCase("other", "program_not_found")]
    public async Task What_is_not_there_is_not_found(string program, string code) => Assert.That(
        (await Handler(Given.Members()).Handle(new(program, Given.Ann), default)).Decline!.Code, Is.EqualTo(code));
}
