using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Loyalty.Api.Hosting;
using Loyalty.Application.Accruals;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Sql;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Loyalty.Api.Tests;

/// <summary>Arrows point inward: Api → Application → Domain, Infrastructure → Application and Domain.</summary>
public sealed class ArchitectureTests
{
    static readonly Architecture House = new ArchLoader().LoadAssemblies(
        typeof(Account).Assembly, typeof(AccruePoints).Assembly, typeof(Database).Assembly, typeof(LoyaltyApp).Assembly)
            .Build();

    static ArchRule<IType> Nothing(string from, string to) => Types().That().ResideInNamespaceMatching(from).Should()
        .NotDependOnAny(Types().That().ResideInNamespaceMatching(to)).WithoutRequiringPositiveResults();

    [TestCase(@"^Loyalty\.Domain", @"^Loyalty\.(Application|Infrastructure|Api)")]
    [TestCase(@"^Loyalty\.Application", @"^Loyalty\.(Infrastructure|Api)")]
    [TestCase(@"^Loyalty\.Infrastructure", @"^Loyalty\.Api")]
    [TestCase(@"^Loyalty\.Api(?!\.Hosting)", @"^Loyalty\.Infrastructure")]
    public void No_arrow_points_outward(string from, string to)
    {
        Assert.That(House.Types.Count(type => System.Text.RegularExpressions.Regex.IsMatch(type.FullName, from)),
            Is.GreaterThan(5));
        Assert.That(House.Types.Any(type => System.Text.RegularExpressions.Regex.IsMatch(type.FullName, to)), Is.True);
        Assert.That(Nothing(from, to).Evaluate(House).Where(result => !result.Passed)
            .Select(result => result.Description), Is.Empty);
    }

    [Test]
    public void The_rule_can_fail() =>
        Assert.That(Nothing(@"^Loyalty\.Application", @"^Loyalty\.Domain").HasNoViolations(House), Is.False);

    [Test]
    public void The_domain_needs_no_package() => Assert.That(
        typeof(Account).Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name), Has.All.StartsWith("System"));
}
