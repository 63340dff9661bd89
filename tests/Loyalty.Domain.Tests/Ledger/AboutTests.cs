using Loyalty.Domain.Ledger;

namespace Loyalty.Domain.Tests.Ledger;

public sealed class AboutTests
{
    [Test]
    public void There_is_one_way_of_writing_what_is_said()
    {
        var about = About.Nothing.With("type", "product").With("Option", "7").With("rule", "\"ü\"");
        var other = About.Nothing.With("rule", "\"ü\"").With("Option", "7").With("type", "product");
        Assert.That(about.Text, Is.EqualTo("""{"Option":"7","rule":"\u0022\u00FC\u0022","type":"product"}"""));
        Assert.That(other, Is.EqualTo(about));
        Assert.That(About.Read(about.Text), Is.EqualTo(about));
        Assert.That((about["type"], about["none"]), Is.EqualTo(("product", (string?)null)));
    }

    [Test]
    public void Nothing_has_no_text() =>
        Assert.That((About.Nothing.Text, About.Read(null)), Is.EqualTo(((string?)null, About.Nothing)));
}
