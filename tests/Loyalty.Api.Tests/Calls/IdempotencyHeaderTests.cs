using Loyalty.Api.Calls;

namespace Loyalty.Api.Tests.Calls;

public sealed class IdempotencyHeaderTests
{
    static (string? Key, string? Error) Read(params string[] values)
    {
        var key = IdempotencyHeader.Read(values);
        return (key is { IsOk: true } ? key.Value : null, key?.Decline?.Errors[0].Code);
    }

    [TestCase("k", "k")]
    [TestCase("\"k\"", "k")]
    [TestCase("\"a\\\"b\"", "a\"b")]
    public void A_quoted_key_is_the_same_as_its_content(string header, string key) =>
        Assert.That(Read(header), Is.EqualTo((key, (string?)null)));

    [TestCase("")]
    [TestCase("\"\"")]
    [TestCase("a b")]
    [TestCase("ü")]
    public void A_key_is_visible_ASCII(string header) =>
        Assert.That(Read(header), Is.EqualTo(((string?)null, "invalid_idempotency_key")));

    [TestCase(1, true)]
    [TestCase(255, true)]
    [TestCase(256, false)]
    public void A_key_has_at_most_255_characters(int length, bool isOne) =>
        Assert.That(Read(new string('k', length)).Key is not null, Is.EqualTo(isOne));

    [Test]
    public void Two_keys_are_none_and_no_header_is_nothing()
    {
        Assert.That(Read("a", "b").Error, Is.EqualTo("invalid_idempotency_key"));
        Assert.That(IdempotencyHeader.Read([]), Is.Null);
    }
}
