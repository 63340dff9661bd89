using Loyalty.Domain.Members;

namespace Loyalty.Domain.Tests.Members;

public sealed class RegistrationTests
{
    static readonly Identifier Email = new("email", "ann@example.com");
    static readonly Identifier Card = new("card_number", "77");

    static Member Known(int number, int program, params Identifier[] identifiers) => new()
    {
        Id = new(number),
        Identifiers = identifiers,
        Programs = [program],
    };

    [Test]
    public void Nobody_known_is_a_new_member() =>
        Assert.That(Member.Registered([], [Email], 2, null).Value.Known, Is.Null);

    [Test]
    public void A_known_identifier_enrols_that_member_and_adds_what_is_new()
    {
        var member = Member.Registered([Known(5, 1, Email)], [Email, Card], 2, null).Value.Known!;
        Assert.That(member.Identifiers, Is.EquivalentTo(new[] { Email, Card }));
    }

    [Test]
    public void Somebody_already_enrolled_here_is_a_clash() =>
        Assert.That(Member.Registered([Known(5, 2, Email)], [Email], 2, null)
            .Decline!.Code, Is.EqualTo("identifier_taken"));

    [Test]
    public void Identifiers_of_two_members_are_a_clash() =>
        Assert.That(Member.Registered([Known(5, 1, Email), Known(6, 1, Card)], [Email, Card], 2, null).Decline!.Code,
            Is.EqualTo("identifier_taken"));

    [Test]
    public void Another_value_of_a_kind_that_the_member_has_is_a_clash() =>
        Assert.That(Member.Registered([Known(5, 1, Email, Card)], [Email, new("card_number", "78")], 2, null)
            .Decline!.Reasons[0].Arguments["kind"],
            Is.EqualTo("card_number"));

    [TestCase(5, null)]
    [TestCase(6, "number_taken")]
    public void A_known_member_keeps_its_number(int number, string? code) =>
        Assert.That(Member.Registered([Known(5, 1, Email)], [Email], 2, number).Decline?.Code, Is.EqualTo(code));

    [Test]
    public void Nothing_personal_is_left_of_an_erased_member()
    {
        var erased = (Known(5, 1, Email) with
        {
            Profile = new() { Name = "Ann", Birthday = "1990-05-17", Language = "lt", Tags = ["vip"] },
            StatusReason = "x",
        })
            .Erased();
        Assert.That(
            (erased.Identifiers.Count, erased.Profile, erased.StatusReason, erased.Status),
            Is.EqualTo((0, Profile.Empty, (string?)null, MemberStatus.Closed)));
    }
}
