using System.Text.RegularExpressions;
using Loyalty.Api.Refusals;
using Loyalty.Domain;

namespace Loyalty.Api.Tests;

/// <summary>Codes are the contract: each stands in docs/errors.md and has its texts in every language.</summary>
public sealed partial class ErrorsDocumentTests
{
    static readonly string Document = Repository.Read("docs/errors.md");

    static IEnumerable<string> FieldCodesKnown => FieldCodes.All.Select(code => code.Code);

    [Test]
    public void Every_code_has_a_row() =>
        Assert.That(Messages.English.Texts.Titles.Keys,
            Has.All.Matches<string>(code => Document.Contains($"| `{code}` |", StringComparison.Ordinal)));

    [Test]
    public void Every_decline_has_a_title_and_a_text() => Assert.Multiple(() =>
    {
        Assert.That(Declines.Codes, Is.SubsetOf(Messages.English.Texts.Titles.Keys));
        Assert.That(Messages.English.Texts.Titles.Keys, Is.SubsetOf(Messages.English.Texts.Details.Keys));
    });

    [Test]
    public void Every_field_code_has_a_row() =>
        Assert.That(FieldCodesKnown,
            Is.Not.Empty.And.All.Matches<string>(code => Document.Contains($"| `{code}` |", StringComparison.Ordinal)));

    [TestCase("lt")]
    [TestCase("ru")]
    public void Every_language_has_every_text(string language)
    {
        var texts = Messages.All[language].Texts;
        Assert.That(texts.Details.Keys, Is.EquivalentTo(Messages.English.Texts.Details.Keys));
        Assert.That(texts.Fields.Keys, Is.EquivalentTo(FieldCodesKnown));
        foreach (var (code, text) in texts.Details)
        {
            Assert.That(Placeholder().Matches(text).Select(match => match.Value), Is.EquivalentTo(
                Placeholder().Matches(Messages.English.Texts.Details[code]).Select(match => match.Value)), code);
        }
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
