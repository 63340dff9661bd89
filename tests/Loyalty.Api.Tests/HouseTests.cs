using System.Reflection;
using System.Text.RegularExpressions;
using Loyalty.Api.Hosting;
using Loyalty.Application.Accruals;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Logging;

namespace Loyalty.Api.Tests;

/// <summary>What holds for every file, where a look can't be relied on.</summary>
public sealed partial class HouseTests
{
    static readonly IReadOnlyList<string> Files = [.. new[] { "src", "tests", "bench", "tools" }
        .SelectMany(folder =>
            Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)
            && !file.Contains("/bin/", StringComparison.Ordinal))];

    [Test]
    public void No_line_is_longer_than_120_columns()
    {
        Assert.That(Files, Has.Count.GreaterThan(200));
        Assert.That(Files.SelectMany(file => File.ReadLines(file).Select((line, place) => (line, place))
            .Where(line => line.line.Length > 120)
            .Select(line => $"{Path.GetRelativePath(Repository.Root, file)}:{line.place + 1}")), Is.Empty);
    }

    [Test]
    public void An_event_id_means_one_event()
    {
        var ids = new[] { typeof(AccruePoints).Assembly, typeof(Database).Assembly, typeof(LoyaltyApp).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(
                BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public
                    | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId).OfType<int>().ToList();
        Assert.That(ids, Has.Count.GreaterThan(10).And.Unique);
    }

    [Test]
    public void The_rules_of_a_redemption_are_documented_in_their_order()
    {
        var documented = Row().Matches(Repository.Read("docs/rules.md"))
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value));
        Assert.That(documented, Is.EqualTo(
            Domain.Redemptions.RedemptionRules.InOrder.Select(rule => (rule.Name, rule.Code))));
    }

    [GeneratedRegex(@"^\| \d+ \| `(\w+)` \| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
