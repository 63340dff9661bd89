using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Application.Tests.Redemptions;

public sealed class ValidateRedemptionTests
{
    static Task<Result<RedemptionQuote>> Ask(Domain.Accounts.Account account, decimal points) =>
        new ValidateRedemptionHandler(Given.Store<RedemptionQuote>(account)).Handle(
            new("demo", Given.Ann, null, new Points(points), null, new()), default);

    [TestCase(100, true)]
    [TestCase(101, false)]
    public async Task It_tells_whether_it_would_pass_and_moves_nothing(int points, bool isRedeemable)
    {
        var account = Given.Account(100);
        var quote = (await Ask(account, points)).Value;
        Assert.Multiple(() =>
        {
            Assert.That((quote.Redeemable, quote.MaxRedeemable.ToString()), Is.EqualTo((isRedeemable, "100.00")));
            Assert.That(quote.Reasons.Select(reason => reason.Code),
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
            new ValidateRedemptionValidator(), new("demo", null, null, null, "gift", new())),
                Is.EquivalentTo(new[] { "member", "points", "type" }));
}
