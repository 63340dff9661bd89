using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Loyalty.Api.Calls;
using Loyalty.Api.Hosting;
using Loyalty.Application.Accruals;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Sql;
using Microsoft.AspNetCore.Http;
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
    public void Every_endpoint_answers_by_the_one_door()
    {
        var endpoints = typeof(LoyaltyApp).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(FastEndpoints.BaseEndpoint)) && !type.IsAbstract).ToList();
        Assert.That(endpoints, Has.Count.GreaterThan(30));
        Assert.That(endpoints.Where(type => !type.IsAssignableTo(typeof(CallEndpoint))), Is.Empty);
        Assert.That(Touching(@"^Loyalty\.Api\.(Accounts|Accruals|Redemptions|Ledger|Members|Programs|Keys|Health)$"),
            Is.EquivalentTo(new[] { "ExportTransactionsEndpoint", "TransactionStream" }), "an answer that is streamed");
        Assert.That(Touching(@"^Loyalty\.Api\.Calls$"), Has.Member("CallEndpoint"));
    }

    /// <summary>Who has to do with the response itself.</summary>
    static IEnumerable<string> Touching(string rooms) => House.Types
        .Where(type => System.Text.RegularExpressions.Regex.IsMatch(type.Namespace.FullName, rooms)
            && type.Dependencies.Any(used => used.Target.FullName == typeof(HttpResponse).FullName))
        .Select(type => type.Name.Split('/', '+')[0]).Where(name => !name.StartsWith('<')).Distinct();

    [Test]
    public void The_rule_can_fail() =>
        Assert.That(Nothing(@"^Loyalty\.Application", @"^Loyalty\.Domain").HasNoViolations(House), Is.False);

    [Test]
    public void The_domain_needs_no_package() => Assert.That(
        typeof(Account).Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name), Has.All.StartsWith("System"));
}
