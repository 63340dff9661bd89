using System.Text.Json;
using System.Text.RegularExpressions;
using Loyalty.Api.Hosting;

namespace Loyalty.Api.Tests.Deploy;

/// <summary>docs/operations.md tells the test of every panel, rule, limit and setting.</summary>
public sealed partial class ProofsTests
{
    static readonly string Document = Repository.Read("docs/operations.md");

    static string Section(string title) => Document.Split("\n## ").Single(
        section => section.StartsWith(title, StringComparison.Ordinal));

    /// <summary>What the rows of a section's table are about; its head is none.</summary>
    static IEnumerable<string> Things(string title) =>
        FirstCell().Matches(Section(title)).Skip(1).SelectMany(match => match.Groups[1].Value.Split("; "));

    static IEnumerable<string> Panels() => Directory
        .GetFiles(Path.Combine(Repository.Root, "deploy/grafana"), "*.json").SelectMany(file =>
            JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("panels").EnumerateArray()
                .Select(panel => panel.GetProperty("title").GetString()!));

    [Test]
    public void Every_setting_has_a_row_and_no_other() => Assert.That(
        Things("Settings").Select(cell => cell.Trim('`'))
            .Where(name => name.StartsWith("Loyalty__", StringComparison.Ordinal)),
        Is.EquivalentTo(LoyaltyOptions.Names.Select(LoyaltyOptions.Environment)));

    [Test]
    public void Each_panel_rule_limit_and_setting_is_there_and_nothing_else()
    {
        var proven = Things("What proves it").ToList();
        Assert.That(proven, Is.Unique);
        Assert.That(proven, Is.EquivalentTo(Panels()
            .Concat(Things("What it shows")).Concat(Things("Limits")).Concat(Things("Settings"))));
    }

    [Test]
    public void Each_test_is_there()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(file => Path.GetFileNameWithoutExtension(file));
        var tests = Test().Matches(Section("What proves it"));
        Assert.That(tests, Has.Count.GreaterThan(15));
        foreach (Match test in tests)
        {
            Assert.That(files[test.Groups[1].Value].Any(file =>
                File.ReadAllText(file).Contains($" {test.Groups[2].Value}(", StringComparison.Ordinal)), test.Value);
        }
    }

    [GeneratedRegex(@"^\| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Test();
}
