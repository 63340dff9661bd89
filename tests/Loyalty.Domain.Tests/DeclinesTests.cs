using Loyalty.Domain.Redemptions;

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
            Assert.That(FieldCodes.Zero.Decline("points").IsRecorded, Is.False);
            Assert.That(Declines.Forbidden.IsRecorded, Is.False);
        });
    }

    [Test]
    public void Every_code_enters_the_catalogue_as_it_is_made()
    {
        Assert.That(Declines.Codes, Is.SupersetOf(RedemptionRules.Codes));
        Assert.That(Declines.Codes, Does.Contain(Declines.LimitReached("balance").Code));
        Assert.That(Declines.Codes, Does.Contain(FieldCodes.Zero.Decline("points").Code));
        Assert.That(FieldCodes.All, Does.Contain(FieldCodes.Zero).And.Contain(FieldCodes.InTheFuture));
    }
}
