using Loyalty.Application.Members;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Tests.Members;

public sealed class GetMemberTests
{
    [Test]
    public async Task A_member_is_shown_and_nobody_is_not_found()
    {
        Assert.That((await Get(Given.Members(Given.Member()))).Value.Number, Is.EqualTo(1001));
        Assert.That((await Get(Given.Members())).Decline!.Code, Is.EqualTo("member_not_found"));

        static Task<Result<MemberView>> Get(IMembers members) =>
            new GetMemberHandler(Given.Programs(), members).Handle(new("demo", Given.Ann), default);
    }
}

public sealed class ListMembersTests
{
    [Test]
    public async Task Filters_reach_the_list_in_their_normal_form()
    {
        var members = Substitute.For<IMembers>();
        var page = new Page<MemberView>([], null);
        members.Page("demo",
            new MemberFilter("an", "active", MemberReference.Of(new Identifier("email", "ann@example.com"))),
                Given.FirstPage, default).Returns(page);
        var result = await new ListMembersHandler(Given.Programs(), members, Given.Rights(members))
            .Handle(new("demo", "an", "active", Given.Ann, Given.FirstPage), default);
        Assert.That(result.Value, Is.SameAs(page));
    }

    [TestCase(null, null, true, true)]
    [TestCase("an", null, true, false)]
    [TestCase(null, "active", true, false)]
    [TestCase(null, null, false, false)]
    public async Task Who_may_read_finds_one_by_an_exact_identifier_alone(
        string? text, string? status, bool byIdentifier, bool isAllowed)
    {
        var members = Substitute.For<IMembers>();
        members.Page(default!, default!, default!, default).ReturnsForAnyArgs(new Page<MemberView>([], null));
        var query = new ListMembers("demo", text, status, byIdentifier ? Given.Ann : null, Given.FirstPage);
        var result = await new ListMembersHandler(
            Given.Programs(), members, Given.Rights(members, null, "read")).Handle(query, default);
        Assert.That(result.Decline?.Code, Is.EqualTo(isAllowed ? null : "forbidden"));
    }

    [Test]
    public async Task A_filter_that_means_nothing_is_refused() =>
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(
            new ListMembersValidator(), new("demo", null, "lost", new() { Phone = "1" }, Given.FirstPage)),
            Is.EquivalentTo(new[] { "status", "phone" }));
}
