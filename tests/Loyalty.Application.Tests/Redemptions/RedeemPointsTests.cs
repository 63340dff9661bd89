using Loyalty.Application.Pipeline;
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

    static readonly Money Ten = new(10, "EUR");

    static IEnumerable<TestCaseData> Inputs()
    {
        var points = new RedemptionInput { Points = new(10) };
        yield return new(points, "");
        yield return new(points with { Type = "generic" }, "");
        yield return new(points with { Type = "voucher" }, "");
        yield return new(points with { Type = "gift" }, "type");
        yield return new(points with { Type = "free_product" }, "option_id");
        yield return new(points with { Type = "free_product", OptionId = 1 }, "");
        yield return new(points with { OptionId = 0 }, "option_id");
        yield return new(points with { Type = "purchase_discount" }, "purchase_amount");
        yield return new(points with { Type = "purchase_discount", PurchaseAmount = Ten }, "");
        yield return new(points with { Type = "purchase_discount", OptionId = 1 }, "");
        yield return new(new RedemptionInput { Type = "voucher" }, "points");
        yield return new(new RedemptionInput { Type = "voucher", Amount = Ten }, "");
        yield return new(new RedemptionInput { OptionId = 1 }, "");
        yield return new(points with { Amount = Ten with { Amount = 0 } }, "amount.amount");
        yield return new(points with { Amount = Ten with { Amount = 0.001m } }, "amount.amount");
        yield return new(points with { Amount = new(0.5m, "JPY") }, "amount.amount");
        yield return new(points with { Amount = Ten with { Amount = Money.Max } }, "");
        yield return new(points with { Amount = Ten with { Amount = Money.Max + 0.01m } }, "amount.amount");
        yield return new(points with { Amount = new(10, "eur") }, "amount.currency");
        yield return new(points with { Currency = "XXX" }, "currency");
        yield return new(points with { Currency = "USD", Amount = Ten }, "amount.currency");
        yield return new(points with { Amount = Ten, PurchaseAmount = new(10, "USD") }, "purchase_amount.currency");
        yield return new(points with { Deduct = "now" }, "");
        yield return new(points with { Deduct = "on_order" }, "deduct");
    }

    [TestCaseSource(nameof(Inputs))]
    public async Task What_can_not_be_meant_is_refused(RedemptionInput input, string field) =>
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(
            new RedeemPointsValidator(), Command with { Redemption = input }),
            Is.EqualTo(field.Length == 0 ? [] : new[] { field }));

    [Test]
    public void What_is_said_in_two_ways_is_one_to_a_repeat()
    {
        byte[] Print(RedemptionInput input) => Fingerprint.Of(Command with { Redemption = input });
        var ten = new RedemptionInput { Type = "voucher", Amount = Ten };
        Assert.That(Print(ten with { Amount = new(10.00m, "EUR"), Deduct = "now" }), Is.EqualTo(Print(ten)));
        Assert.That(Print(ten with { Amount = new(10.01m, "EUR") }), Is.Not.EqualTo(Print(ten)));
        Assert.That(Print(new() { OptionId = 1 }), Is.Not.EqualTo(Print(new() { OptionId = 2 })));
    }
}
