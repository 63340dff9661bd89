namespace Loyalty.Domain.Tests;

public sealed class DeclinesTests
{
    [Test]
    public void What_the_business_says_is_recorded_and_what_the_request_lacked_is_not()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Declines.Refused([Reason.Of("insufficient_points")]).IsRecorded, Is.True);
            Assert.That(Declines.ExternalIdTaken.IsRecorded, Is.True);
            Assert.That(Declines.IdempotencyKeyReused.IsRecorded, Is.False);
            Assert.That(Declines.MemberNotFound.IsRecorded, Is.False);
            Assert.That(Declines.Invalid("points", "x", "y").IsRecorded, Is.False);
            Assert.That(Declines.Forbidden.IsRecorded, Is.False);
        });
    }

    [Test]
    public void Codes_are_named_once() => Assert.That(Declines.Codes, Is.Unique);
}
