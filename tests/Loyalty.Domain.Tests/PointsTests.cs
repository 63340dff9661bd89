namespace Loyalty.Domain.Tests;

public sealed class PointsTests
{
    [TestCase("0", "0")]
    [TestCase("100", "100")]
    [TestCase("100.50", "100.50")]
    [TestCase("0.0001", "0.0001")]
    [TestCase("100000000000000", "100000000000000")]
    [TestCase("99999999999999999999", "99999999999999999999")]
    public void Plain_digits_are_read_as_they_stand(string text, string expected)
    {
        Assert.That(Points.TryParse(text, out var points), Is.True);
        Assert.That(points.ToString(), Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase(".")]
    [TestCase(".5")]
    [TestCase("5.")]
    [TestCase("1e3")]
    [TestCase("+1")]
    [TestCase("-1")]
    [TestCase(" 1")]
    [TestCase("1 ")]
    [TestCase("1,5")]
    [TestCase("1.2.3")]
    [TestCase("NaN")]
    [TestCase("٣")]
    [TestCase("0.00001")]
    [TestCase("999999999999999999999")]
    public void Anything_else_is_no_amount(string text) => Assert.That(Points.TryParse(text, out _), Is.False);

    [Test]
    public void Equality_does_not_see_decimals() => Assert.That(new Points(100m), Is.EqualTo(new Points(100.00m)));

    [TestCase("399.5", 2, "399.50")]
    [TestCase("399.5000", 2, "399.50")]
    [TestCase("399.5000", 0, "399")]
    [TestCase("0", 4, "0.0000")]
    public void A_scale_is_shown_exactly(string text, int scale, string expected)
    {
        _ = Points.TryParse(text, out var points);
        Assert.That(points.ToScale(scale).ToString(), Is.EqualTo(expected));
    }
}
