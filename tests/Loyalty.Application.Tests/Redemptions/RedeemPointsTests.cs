using Loyalty.Application.Ports;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Application.Tests.Redemptions;

public sealed class RedeemPointsTests
{
    static readonly RedeemPoints Command = new(Given.AnnsAccount, new() { Points = new Points(100.50m) });

    [Test]
    public async Task Points_are_spent_and_the_receipt_says_from_which_lots()
    {
        var account = Given.Account(500);
        var receipt =
            (await new RedeemPointsHandler(Given.Accounts<RedemptionReceipt>(account)).Handle(Command, default))
            .Value;
        Assert.Multiple(() =>
        {
            Assert.That((receipt.AvailableBefore.ToString(), receipt.AvailableAfter.ToString()),
                Is.EqualTo(("500.00", "399.50")));
            Assert.That((receipt.Status, receipt.Type, receipt.Points.ToString()),
                Is.EqualTo(("posted", "redemption", "100.50")));
            Assert.That(receipt.Lots.Single().Points.ToString(), Is.EqualTo("100.50"));
            Assert.That(receipt.Number, Is.EqualTo(account.Entries[^1].Number.Value));
        });
    }

    [Test]
    public async Task A_decline_moves_nothing()
    {
        var account = Given.Account(100);
        var result = await new RedeemPointsHandler(Given.Accounts<RedemptionReceipt>(account)).Handle(Command, default);
        Assert.That((result.Decline!.Code, account.State.Balance),
            Is.EqualTo(("insufficient_points", new Points(100))));
    }

    [Test]
    public async Task The_external_id_is_one_of_redemptions()
    {
        AccountReference? who = null;
        var store = Given.Accounts<RedemptionReceipt>(Given.Account(500), asked => who = asked);
        await new RedeemPointsHandler(store).Handle(
            Command with { Redemption = Command.Redemption with { Particulars = new() { ExternalId = "x" } } },
                default);
        Assert.That(who!.ExternalId, Is.EqualTo(new ExternalReference("redemption", "x")));
    }

    [TestCase("generic", true)]
    [TestCase("voucher", false)]
    public async Task Types_that_are_not_there_yet_are_refused(string type, bool isOk) =>
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(
            new RedeemPointsValidator(), Command with { Redemption = Command.Redemption with { Type = type } }),
            Is.EqualTo(isOk ? [] : new[] { "type" }));
}
