using System.Text.Json.Nodes;
using Loyalty.Application.Ports;
using Loyalty.Application.Promotions;
using Loyalty.Domain;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Promotions;

namespace Loyalty.Application.Tests.Promotions;

public sealed class PromotionUseCaseTests
{
    static readonly Promotion Spring = new() { Id = "SPRING", Number = 1, Name = "Spring" };

    /// <summary>Promotions of which that one is there; what is stored is what is answered.</summary>
    static IPromotions Promotions(Promotion? known = null)
    {
        var promotions = Substitute.For<IPromotions>();
        promotions.Find("demo", Spring.Id, Arg.Any<CancellationToken>()).Returns(known);
        promotions.Add(default!, default!, default).ReturnsForAnyArgs(call => call.Arg<Promotion>());
        promotions.Replace(default!, default!, default!, default).ReturnsForAnyArgs(call => call.ArgAt<Promotion>(2));
        return promotions;
    }

    static Task<Result<Promotion>> Create(Promotion promotion, IPromotions? promotions = null) =>
        new CreatePromotionHandler(Given.Outcomes<Promotion>(), Given.Programs(), promotions ?? Promotions())
            .Handle(new("demo", promotion), default);

    static Task<Result<Promotion>> Update(string patch, IPromotions promotions) =>
        new UpdatePromotionHandler(Given.Work<Promotion>(), Given.Programs(), promotions)
            .Handle(new("demo", Spring.Id, JsonNode.Parse(patch)!.AsObject()), default);

    [Test]
    public async Task A_rule_without_a_points_currency_is_for_the_default_one_for_ever()
    {
        var made = await Create(Spring with { RedeemRules = [new() { StaticPoints = new(5) }] });
        Assert.That(made.Value.RedeemRules.Single().PointsCurrency, Is.EqualTo("points"));
    }

    [Test]
    public async Task A_program_that_was_changed_meanwhile_is_read_again()
    {
        var promotions = Promotions();
        promotions.Add(Arg.Any<LoyaltyProgram>(), Arg.Any<Promotion>(), Arg.Any<CancellationToken>())
            .Returns((Result<Promotion>?)null, (Result<Promotion>?)Spring);
        Assert.That((await Create(Spring, promotions)).IsOk, Is.True);
        await promotions.ReceivedWithAnyArgs(2).Add(default!, default!, default);
    }

    [Test]
    public async Task A_patch_merges_and_leaves_what_it_does_not_name()
    {
        var known = Spring with { MaxUsesPerMember = 3, Description = "x" };
        var changed = (await Update("""{"max_uses_per_member":null,"active":false}""", Promotions(known))).Value;
        Assert.That(
            (changed.MaxUsesPerMember, changed.Active, changed.Description), Is.EqualTo(((int?)null, false, "x")));
    }

    [TestCase("""{"id":"other"}""", "id")]
    [TestCase("""{"number":2}""", "number")]
    public async Task Id_and_number_stay(string patch, string field) => Assert.That(
        (await Update(patch, Promotions(Spring))).Decline!.Errors.Single().Field, Is.EqualTo(field));

    [Test]
    public async Task What_is_not_there_is_not_found() =>
        Assert.That((await Update("{}", Promotions())).Decline!.Code, Is.EqualTo("promotion_not_found"));

    static IEnumerable<TestCaseData> Bad()
    {
        var time = Given.Noon;
        yield return new(Spring with { Id = "" }, "id");
        yield return new(Spring with { Id = new string('a', 65) }, "id");
        yield return new(Spring with { Name = "" }, "name");
        yield return new(Spring with { Number = 0 }, "number");
        yield return new(Spring with { StartsAt = time, EndsAt = time }, "ends_at");
        yield return new(Spring with { AllowedTiers = ["gold"] }, "allowed_tiers");
        yield return new(Spring with { MaxPointsPerMember = new(0.001m) }, "max_points_per_member");
        yield return new(Spring with { MaxUsesPerMember = 0 }, "max_uses_per_member");
        yield return new(Spring with { Names = new Dictionary<string, string> { ["xx"] = "x" } }, "names");
        yield return new(
            Spring with { RedeemRules = [new() { PointsCurrency = "x" }] }, "redeem_rules[0].points_currency");
        yield return new(Spring with { RedeemRules = [new(), new()] }, "redeem_rules");
        yield return new(
            Spring with { RedeemRules = [new() { MinPoints = new(2), MaxPoints = new(1) }] },
            "redeem_rules[0].max_points");
        yield return new(
            Spring with { AccrualRules = [new() { Multiplier = new(2), StaticPoints = new(1) }] },
            "accrual_rules[0].static_points");
        yield return new(
            Spring with { AccrualRules = [new() { Multiplier = new(1_000_000.0001m) }] },
            "accrual_rules[0].multiplier");
    }

    [TestCaseSource(nameof(Bad))]
    public async Task What_makes_no_sense_is_told_by_its_field(Promotion promotion, string field)
    {
        var promotions = Promotions();
        Assert.That((await Create(promotion, promotions)).Decline!.Errors.Select(error => error.Field),
            Is.EqualTo(new[] { field }));
        await promotions.DidNotReceiveWithAnyArgs().Add(default!, default!, default);
    }
}
