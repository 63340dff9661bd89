using Loyalty.Application.Members;
using Loyalty.Domain;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Tests.Members;

public sealed class EraseMemberTests
{
    static EraseMemberHandler Handler(Ports.IMembers members) =>
        new(Given.Work<Done>(), Given.Programs(), members);

    [Test]
    public async Task The_accounts_are_closed_before_the_traces_go()
    {
        var members = Given.Members(Given.Member());
        Assert.That((await Handler(members).Handle(new("demo", Given.Ann), default)).IsOk, Is.True);
        Received.InOrder(() =>
        {
            members.Save(Arg.Is<Member>(
                member => member.Status == MemberStatus.Closed && member.Identifiers.Count == 0), default);
            members.EraseTraces(new MemberId(1001), default);
        });
    }

    [Test]
    public async Task Nobody_is_not_found() =>
        Assert.That((await Handler(Given.Members()).Handle(new("demo", Given.Ann), default))
            .Decline!.Code, Is.EqualTo("member_not_found"));
}
