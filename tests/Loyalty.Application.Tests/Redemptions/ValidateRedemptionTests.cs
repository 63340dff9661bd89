using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Application.Tests.Redemptions;

public sealed class ValidateRedemptionTests
{
    static Task<Result<ValidationReceipt>> Ask(Domain.Accounts.Account account, decimal points) =>
        new ValidateRedemptionHandler(Given.Accounts<ValidationReceipt>(account)).Handle(
            new(Given.AnnsAccount, new() { Points = new Points(points) }), default);

    [TestCase(100, true)]
    [TestCase(101, false)]
    public async Task It_tells_whether_it_would_pass_and_moves_nothing(int points, bool isRedeemable)
    {
        var account = Given.Account(100);
        var receipt = (await Ask(account, points)).Value;
        Assert.Multiple(() =>
        {
            Assert.That((receipt.Redeemable, receipt.MaxRedeemable.ToString()), Is.EqualTo((isRedeemable, "100.00")));
            Assert.That(receipt.Reasons.Select(reason => reason.Code),
                Is.EqualTo(isRedeemable ? [] : new[] { "insufficient_points" }));
            Assert.That(account.Entries, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task An_amount_too_precise_is_no_amount_here_either() =>
        Assert.That((await Ask(Given.Account(100), 1.001m)).Decline!.Kind, Is.EqualTo(DeclineKind.Invalid));

    [Test]
    public async Task The_shape_is_that_of_a_redemption() =>
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(
            new ValidateRedemptionValidator(), new(Given.AnnsAccount with { Member = null }, new() { Type = "gift" })),
                Is.EquivalentTo(new[] { "member", "points", "type" }));
}
