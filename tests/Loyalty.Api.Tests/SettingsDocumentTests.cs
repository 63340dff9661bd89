using System.Text.RegularExpressions;
using Loyalty.Api.Hosting;

namespace Loyalty.Api.Tests;

/// <summary>docs/operations.md lists every setting of the service, and none that there isn't.</summary>
public sealed partial class SettingsDocumentTests
{
    [Test]
    public void Every_setting_has_a_row()
    {
        var rows = Row().Matches(Repository.Read("docs/operations.md")).Select(match => match.Groups[1].Value)
            .Where(name => name.StartsWith("Loyalty__", StringComparison.Ordinal));
        Assert.That(rows, Is.EquivalentTo(LoyaltyOptions.Names.Select(LoyaltyOptions.Environment)));
    }

    [GeneratedRegex(@"^\| `([A-Za-z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
