using System.Text.Json.Nodes;
using Loyalty.Application.Members;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Tests.Members;

public sealed class UpdateMemberTests
{
    static Task<Result<MemberView>> Update(
        IMembers members, string patch, IReadOnlyList<string>? programs = null, params string[] scopes) =>
        new UpdateMemberHandler(
            Given.Work<MemberView>(), Given.Programs(), members, Given.Rights(members, programs, scopes))
            .Handle(new("demo", Given.Ann, JsonNode.Parse(patch)!.AsObject()), default);

    [Test]
    public async Task What_the_patch_names_changes_and_the_rest_stays()
    {
        var view =
            (await Update(Given.Members(Given.Member()),
            """{"card_number":"77","status":"blocked","reason":"lost"}""")).Value;
        Assert.That((view.Identifiers.Email, view.Identifiers.CardNumber, view.Name, view.Status),
            Is.EqualTo(("ann@example.com", "77", "Ann", "blocked")));
    }

    [TestCase("""{"email":null}""", "identifiers")]
    [TestCase("""{"email":5}""", "email")]
    [TestCase("""{"status":null}""", "status")]
    [TestCase("""{"status":"closed"}""", "status")]
    [TestCase("""{"custom":{"other":"1"}}""", "custom.other")]
    [TestCase("""{"tags":"vip"}""", "tags")]
    [TestCase("""{"tags":[null]}""", "tags")]
    [TestCase("""{"custom":{"user_id":{"deep":null}}}""", "custom.user_id")]
    public async Task A_patch_that_leaves_no_valid_member_is_refused(string patch, string field)
    {
        var members = Given.Members(Given.Member());
        Assert.That((await Update(members, patch))
            .Decline!.Errors.Select(error => error.Field), Is.EqualTo(new[] { field }));
        await members.DidNotReceiveWithAnyArgs().Save(default!, default);
    }

    [TestCase("""{"status":"blocked","reason":"lost"}""", "members", "forbidden")]
    [TestCase("""{"status":"blocked","reason":"lost"}""", "manage", null)]
    [TestCase("""{"status":"blocked"}""", "manage", "validation_failed")]
    [TestCase("""{"name":"Bob"}""", "manage", "forbidden")]
    [TestCase("""{"name":"Bob"}""", "members", null)]
    public async Task Who_may_change_a_member_may_not_block_one_and_a_block_has_a_reason(
        string patch, string scope, string? code) => Assert.That(
        (await Update(Given.Members(Given.Member()), patch, null, scope)).Decline?.Code, Is.EqualTo(code));

    [TestCase("""{"status":"blocked","reason":"lost"}""", "forbidden")]
    [TestCase("""{"email":"other@example.com"}""", "forbidden")]
    [TestCase("""{"card_number":"77"}""", "forbidden")]
    [TestCase("""{"name":"Bob"}""", null)]
    public async Task What_reaches_other_programs_needs_a_key_of_all(string patch, string? code)
    {
        var members = Given.Members(Given.Member());
        members.ProgramsOf(default!, default).ReturnsForAnyArgs(["demo", "other"]);
        Assert.That((await Update(members, patch, ["demo"])).Decline?.Code, Is.EqualTo(code));
        Assert.That((await Update(members, patch, ["demo", "other"])).IsOk, Is.True);
    }

    [Test]
    public async Task Nobody_and_an_erased_one_can_not_be_changed()
    {
        Assert.That((await Update(Given.Members(), "{}")).Decline!.Code, Is.EqualTo("member_not_found"));
        Assert.That((await Update(Given.Members(Given.Member(MemberStatus.Closed)), "{}"))
            .Decline!.Code, Is.EqualTo("account_closed"));
    }
}
