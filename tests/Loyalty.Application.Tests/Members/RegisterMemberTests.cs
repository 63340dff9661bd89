using Loyalty.Application.Members;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Tests.Members;

public sealed class RegisterMemberTests
{
    static readonly RegisterMember Command = new("demo", new() { Email = "Ann@Example.com", Name = "Ann" }, null, null);

    static Task<Result<MemberView>> Register(
        IMembers members, RegisterMember? command = null, IReadOnlyList<string>? programs = null) =>
        new RegisterMemberHandler(
            Given.Outcomes<MemberView>(), Given.Programs(), members, Given.Rights(members, programs))
            .Handle(command ?? Command, default);

    [Test]
    public async Task Somebody_new_is_added_and_enrolled()
    {
        var members = Given.Members();
        var view = (await Register(members)).Value;
        Assert.That((view.Number, view.Identifiers.Email, view.Name), Is.EqualTo((77, "Ann@Example.com", "Ann")));
        await members.Received().Enrol(new MemberId(77), Given.Program, null, default);
    }

    [Test]
    public async Task Somebody_known_is_enrolled_and_keeps_the_name()
    {
        var members = Given.Members(Given.Member() with { Programs = [2] });
        var view = (await Register(
            members, Command with { Member = new() { Email = "ann@example.com", Name = "Other" } })).Value;
        Assert.That((view.Number, view.Name), Is.EqualTo((1001, "Ann")));
        await members.DidNotReceiveWithAnyArgs().Add(default!, default, default);
    }

    [Test]
    public async Task Somebody_enrolled_already_is_a_clash_that_stores_nothing()
    {
        var members = Given.Members(Given.Member());
        Assert.That((await Register(members)).Decline!.Code, Is.EqualTo("identifier_taken"));
        await members.DidNotReceiveWithAnyArgs().Save(default!, default);
    }

    [Test]
    public async Task Of_a_member_of_other_programs_it_is_told_what_was_sent_alone()
    {
        var known = Given.Member() with { Programs = [2] };
        var members = Given.Members(known);
        members.ProgramsOf(default!, default).ReturnsForAnyArgs(["other"]);
        var command = Command with { Member = new() { Email = "ann@example.com" } };
        var told = (await Register(members, command, ["demo"])).Value;
        Assert.That((told.Name, told.Identifiers.Email), Is.EqualTo(((string?)null, "ann@example.com")));
        await members.DidNotReceiveWithAnyArgs().Save(default!, default);
        Assert.That((await Register(members, command, ["demo", "other"])).Value.Name, Is.EqualTo("Ann"));
    }

    [Test]
    public async Task To_a_member_of_other_programs_no_identifier_is_added()
    {
        var known = Given.Member() with { Programs = [2] };
        var members = Given.Members(known);
        members.ProgramsOf(default!, default).ReturnsForAnyArgs(["other"]);
        var command = Command with { Member = new() { Email = "ann@example.com", CardNumber = "77", Name = "Eve" } };
        Assert.That((await Register(members, command, ["demo"])).Decline!.Code, Is.EqualTo("forbidden"));
        await members.DidNotReceiveWithAnyArgs().Save(default!, default);
        await members.DidNotReceiveWithAnyArgs().Enrol(default, default!, default, default);
        Assert.That((await Register(members, command, ["demo", "other"])).IsOk, Is.True);
    }

    [Test]
    public async Task An_identifier_that_somebody_else_took_first_is_looked_at_again()
    {
        var members = Given.Members();
        members.Save(default!, default).ReturnsForAnyArgs("email", (string?)null);
        Assert.That((await Register(members)).IsOk, Is.True);
        members.Save(default!, default).ReturnsForAnyArgs("email");
        Assert.That(() => Register(members), Throws.TypeOf<StoreUnavailableException>());
    }

    [Test]
    public async Task A_number_that_is_taken_is_a_clash()
    {
        var members = Given.Members();
        members.Add(default!, default, default).ReturnsForAnyArgs((MemberId?)null);
        Assert.That((await Register(members, Command with { Number = 5 })).Decline!.Code, Is.EqualTo("number_taken"));
    }

    [Test]
    public async Task Only_the_programs_own_fields_can_be_used()
    {
        RegisterMember With(string field) =>
            Command with { Member = new() { Custom = new Dictionary<string, string> { [field] = "1" } } };
        Assert.That((await Register(Given.Members(), With("user_id"))).IsOk, Is.True);
        Assert.That((await Register(Given.Members(), With("other")))
            .Decline!.Errors[0].Field, Is.EqualTo("custom.other"));
    }

    [Test]
    public async Task An_unknown_program_is_not_found() =>
        Assert.That((await Register(Given.Members(), Command with { Program = "none" }))
            .Decline!.Code, Is.EqualTo("program_not_found"));

    [Test]
    public async Task The_shape_is_checked_without_a_prefix()
    {
        var bad = new RegisterMember(
            "demo", new() { Phone = "123", Name = "", Language = "english", Tags = [""] }, 0, Given.Noon.AddDays(1));
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(new RegisterMemberValidator(Given.Clock), bad),
            Is.EquivalentTo(new[] { "phone", "name", "language", "tags", "number", "enrolled_at" }));
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(
            new RegisterMemberValidator(Given.Clock), new("demo", new(), null, null)),
            Is.EqualTo(new[] { "identifiers" }));
    }
}
