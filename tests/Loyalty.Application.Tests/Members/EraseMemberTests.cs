using Loyalty.Application.Members;
using Loyalty.Domain;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Tests.Members;

public sealed class EraseMemberTests
{
    static EraseMemberHandler Handler(Ports.IMembers members, params string[]? programs) =>
        new(Given.Work<Done>(), Given.Programs(), members, Given.Rights(members, programs));

    [Test]
    public async Task The_accounts_are_closed_before_the_traces_go()
    {
        var members = Given.Members(Given.Member());
        Assert.That((await Handler(members, null).Handle(new("demo", Given.Ann), default)).IsOk, Is.True);
        Received.InOrder(() =>
        {
            members.Save(Arg.Is<Member>(
                member => member.Status == MemberStatus.Closed && member.Identifiers.Count == 0), default);
            members.EraseTraces(new MemberId(1001), default);
        });
    }

    [Test]
    public async Task A_key_of_one_program_erases_nobody_from_another()
    {
        var members = Given.Members(Given.Member());
        members.ProgramsOf(default!, default).ReturnsForAnyArgs(["demo", "other"]);
        Assert.That((await Handler(members, "demo").Handle(new("demo", Given.Ann), default)).Decline!.Code,
            Is.EqualTo("forbidden"));
        Assert.That((await Handler(members, "demo", "other").Handle(new("demo", Given.Ann), default)).IsOk, Is.True);
    }

    [Test]
    public async Task Nobody_is_not_found() =>
        Assert.That((await Handler(Given.Members(), null).Handle(new("demo", Given.Ann), default))
            .Decline!.Code, Is.EqualTo("member_not_found"));
}
