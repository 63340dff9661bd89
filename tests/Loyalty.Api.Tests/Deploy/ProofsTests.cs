using System.Text.Json;
using System.Text.RegularExpressions;
using Loyalty.Api.Hosting;

namespace Loyalty.Api.Tests.Deploy;

/// <summary>docs/operations.md tells the test of every panel, rule, limit and setting.</summary>
public sealed partial class ProofsTests
{
    static readonly string Document = Repository.Read("docs/operations.md");
    static readonly string Proofs = Section("What proves it");

    static string Section(string title) => Document.Split("\n## ").Single(
        section => section.StartsWith(title, StringComparison.Ordinal));

    static IEnumerable<string> FirstCells(string title) =>
        FirstCell().Matches(Section(title)).Select(match => match.Groups[1].Value).Where(cell => cell is not ("setting" or "what" or "alert"));

    static IEnumerable<string> Panels() => Directory
        .GetFiles(Path.Combine(Repository.Root, "deploy/grafana"), "*.json").SelectMany(file =>
            JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("panels").EnumerateArray()
                .Select(panel => panel.GetProperty("title").GetString()!));

    static IEnumerable<string> Things() =>
        FirstCells("Settings").Concat(FirstCells("What it shows")).Concat(Panels())
            .Concat(FirstCells("Limits").SelectMany(cell => cell == "body" ? ["body", "body of a bulk"] : new[] { cell }));

    [Test]
    public void Every_setting_has_a_row_and_no_other() => Assert.That(
        FirstCells("Settings").Select(cell => cell.Trim('`')).Where(name => name.StartsWith("Loyalty__", StringComparison.Ordinal)),
        Is.EquivalentTo(LoyaltyOptions.Names.Select(LoyaltyOptions.Environment)));

    [TestCaseSource(nameof(Things))]
    public void Each_has_its_test(string thing) => Assert.That(Proofs, Does.Contain(thing));

    [Test]
    public void Each_test_is_there()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(file => Path.GetFileNameWithoutExtension(file));
        var tests = Test().Matches(Proofs);
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
