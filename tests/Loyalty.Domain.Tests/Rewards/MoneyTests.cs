using Loyalty.Domain.Rewards;

namespace Loyalty.Domain.Tests.Rewards;

public sealed class MoneyTests
{
    static Conversion At(decimal perUnit, decimal bonus = 1, string currency = "EUR") =>
        new(new(perUnit), new(bonus), currency);

    [TestCase(20, 1, "EUR", 100, "5.00")]
    [TestCase(20, 1, "EUR", 0.1, "0.00")] // half up would be a cent for nothing much
    [TestCase(20, 1, "EUR", 0.19, "0.00")]
    [TestCase(20, 1, "EUR", 0.2, "0.01")]
    [TestCase(20, 1, "EUR", 0.39, "0.01")]
    [TestCase(3, 1, "EUR", 1, "0.33")]
    [TestCase(3, 1, "EUR", 3, "1.00")]
    [TestCase(20, 1.25, "EUR", 100, "6.25")]
    [TestCase(20, 1.25, "EUR", 0.16, "0.01")]
    [TestCase(20, 1.25, "EUR", 0.15, "0.00")]
    [TestCase(0.5, 1, "JPY", 1, "2")]
    [TestCase(3, 1, "JPY", 5, "1")]
    [TestCase(3, 1, "KWD", 1, "0.333")]
    [TestCase(0.0001, 1000000, "EUR", 1e14, "1000000000000000000000000.00")]
    public void The_value_of_points_is_rounded_down_to_the_minor_unit(
        decimal perUnit, decimal bonus, string currency, decimal points, string value) =>
        Assert.That(At(perUnit, bonus, currency).ValueOf(new(points)), Is.EqualTo(new Money(
            decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), currency)));

    [TestCase(20, 1, 5, 100)]
    [TestCase(3, 1, 0.33, 0.99)]
    [TestCase(3, 1, 0.01, 0.03)]
    [TestCase(20, 1.25, 5, 80)]
    [TestCase(7, 1.5, 0.01, 0.0467)]
    public void The_fewest_points_reach_an_amount_and_the_next_fewer_do_not(
        decimal perUnit, decimal bonus, decimal amount, decimal points)
    {
        var conversion = At(perUnit, bonus);
        var fewest = conversion.FewestFor(new(amount, "EUR"));
        Assert.That(fewest, Is.EqualTo(new Points(points)));
        Assert.That(conversion.ValueOf(fewest).Amount, Is.GreaterThanOrEqualTo(amount));
        Assert.That(conversion.ValueOf(fewest - new Points(0.0001m)).Amount, Is.LessThan(amount));
    }

    [Test]
    public void The_most_points_keep_to_an_amount_and_the_next_more_do_not([Values(3, 7, 20)] int perUnit)
    {
        var conversion = At(perUnit, 1.25m);
        foreach (var amount in new[] { 0m, 0.01m, 4.99m, 5m })
        {
            var most = conversion.MostFor(new(amount, "EUR"));
            Assert.That(conversion.ValueOf(most).Amount, Is.LessThanOrEqualTo(amount));
            Assert.That(conversion.ValueOf(most + new Points(0.0001m)).Amount, Is.GreaterThan(amount));
        }

        Assert.That(conversion.MostFor(new(-0.01m, "EUR")), Is.EqualTo(Points.Zero));
    }

    [TestCase(2, 0.5, 10, 0.70)]
    [TestCase(2, 0, 0.49, 0.01)] // a part of a cent is a cent
    [TestCase(2, 0, 0.50, 0.01)]
    [TestCase(2, 0, 0.51, 0.02)]
    [TestCase(0, 0.5, 10, 0.50)]
    public void A_fee_is_rounded_up(decimal percent, decimal isFixed, decimal value, decimal fee) =>
        Assert.That(new RateFee { Percent = new(percent), Fixed = isFixed }.Of(new(value, "EUR")),
            Is.EqualTo(new Money(fee, "EUR")));

    [TestCase(2, 0.5)]
    [TestCase(33.3333, 0)]
    [TestCase(99.9999, 0)]
    [TestCase(0, 7.31)]
    public void The_least_value_leaves_something_after_the_fee_and_a_cent_less_does_not(
        decimal percent, decimal isFixed)
    {
        var fee = new RateFee { Percent = new(percent), Fixed = isFixed };
        var least = fee.LeastValue("EUR")!;
        var less = least - new Money(0.01m, "EUR");
        Assert.That((least - fee.Of(least)).Amount, Is.GreaterThan(0));
        Assert.That((less - fee.Of(less)).Amount, Is.LessThanOrEqualTo(0));
    }

    [Test]
    public void A_fee_of_all_leaves_nothing_of_any_value() =>
        Assert.That(new RateFee { Percent = new(100) }.LeastValue("EUR"), Is.Null);

    [TestCase("EUR", 1.25, true)]
    [TestCase("EUR", 1.251, false)]
    [TestCase("JPY", 1.5, false)]
    [TestCase("KWD", 1.255, true)]
    public void Money_has_the_decimals_of_its_currency(string currency, decimal amount, bool isWritable) =>
        Assert.That(new Money(amount, currency).IsWritable(), Is.EqualTo(isWritable));

    [Test]
    public void A_share_of_a_purchase_is_rounded_down() =>
        Assert.That(new Money(0.99m, "EUR").Share(new(0.5m)), Is.EqualTo(new Money(0.49m, "EUR")));
}
