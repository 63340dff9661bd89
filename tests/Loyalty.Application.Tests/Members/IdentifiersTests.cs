using Loyalty.Application.Members;

namespace Loyalty.Application.Tests.Members;

public sealed class IdentifiersTests
{
    [TestCase("email", "Ann@Example.COM", "ann@example.com")]
    [TestCase("email", "ann", null)]
    [TestCase("email", "@b", null)]
    [TestCase("email", "a@", null)]
    [TestCase("email", "a@b@c", null)]
    [TestCase("email", "a b@c", null)]
    [TestCase("email", "Ren\u00E9@x.test", "ren\u00E9@x.test")]
    [TestCase("email", "Rene\u0301@x.test", "ren\u00E9@x.test")]
    [TestCase("email", "a@B\u00DCcher.example", "a@xn--bcher-kva.example")]
    [TestCase("email", "a@bu\u0308cher.example", "a@xn--bcher-kva.example")]
    [TestCase("email", "a@xn--bcher-kva.example", "a@xn--bcher-kva.example")]
    [TestCase("email", "a\u200B@x.test", null)]
    [TestCase("email", "a\u202E@x.test", null)]
    [TestCase("email", "a\u034F@x.test", null)]
    [TestCase("email", "a\uFE0F@x.test", null)]
    [TestCase("email", "a\U000E0041@x.test", null)]
    [TestCase("email", "J\u030C@x.test", "\u01F0@x.test")]
    [TestCase("email", "\u01F0@x.test", "\u01F0@x.test")]
    [TestCase("phone", "+37061234567", "+37061234567")]
    [TestCase("phone", "+447700900999", "+447700900999")]
    [TestCase("phone", "+15550000000", "+15550000000")]
    [TestCase("phone", "+14155552671", "+14155552671")]
    [TestCase("phone", "37061234567", null)]
    [TestCase("phone", "+370 612 34567", null)]
    [TestCase("phone", "+3706", null)]
    [TestCase("phone", "+99999999999", null)]
    [TestCase("phone", "+", null)]
    [TestCase("phone", "+٣٧٠٦١٢٣٤٥٦٧", null)]
    [TestCase("external_id", "A-1/ü", "A-1/ü")]
    [TestCase("external_id", "", null)]
    [TestCase("external_id", " x", null)]
    [TestCase("external_id", "a\nb", null)]
    [TestCase("card_number", "a\u0007b", null)]
    public void Each_kind_has_its_normal_form(string kind, string value, string? expected) =>
        Assert.That(Identifiers.Read(kind, value)?.Value, Is.EqualTo(expected));

    [TestCase("email", "Ann@B\u00DCcher.Example")]
    [TestCase("external_id", "A-1")]
    public void It_is_shown_as_it_was_written(string kind, string value)
    {
        var read = Identifiers.Read(kind, value)!;
        Assert.That(read.Written, Is.EqualTo(value));
        Assert.That(read, Is.EqualTo(Identifiers.Read(kind, read.Value)));
    }

    [TestCase(255, true)]
    [TestCase(256, false)]
    public void An_identifier_has_at_most_255_characters(int length, bool isOne) =>
        Assert.That(Identifiers.Read("card_number", new string('7', length)) is not null, Is.EqualTo(isOne));

    [TestCase("email:ann@example.com", "email", "ann@example.com")]
    [TestCase("external_id:a:b", "external_id", "a:b")]
    [TestCase("custom:user_id:7:8", "custom:user_id", "7:8")]
    [TestCase("mbr_7", "member_id", "mbr_7")]
    [TestCase("member_id:mbr_7", "member_id", "mbr_7")]
    public void A_path_names_a_member_by_kind_and_value(string path, string kind, string value) =>
        Assert.That(MemberInput.FromPath(path)!.Given.Single(), Is.EqualTo((kind, value)));

    [TestCase("shoe:46")]
    [TestCase("custom:user_id")]
    public void A_kind_that_is_none_names_nobody(string path) => Assert.That(MemberInput.FromPath(path), Is.Null);
}
