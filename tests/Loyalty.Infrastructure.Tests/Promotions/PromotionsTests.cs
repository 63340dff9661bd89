using System.Text.Json.Nodes;
using Loyalty.Application.Accruals;
using Loyalty.Application.Keys;
using Loyalty.Application.Ledger;
using Loyalty.Application.Programs;
using Loyalty.Application.Promotions;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Infrastructure.Tests.Promotions;

public sealed class PromotionsTests
{
    static readonly Instance One = TestServer.Instances[0];
    static readonly Instance Other = TestServer.Instances[1];

    static readonly Promotion Any = new() { Id = "PROMO", Name = "Promotion" };

    static async Task<string> ProgramWith(Promotion promotion)
    {
        var program = await One.NewProgram();
        _ = (await One.Send(new CreatePromotion(program, promotion))).Value;
        return program;
    }

    static RedeemPoints Redeem(TestMember member, decimal points, string? externalId = null) => new(
        member.Account,
        new() { Points = new(points), PromotionId = "PROMO", Particulars = new() { ExternalId = externalId } });

    static AccruePoints Accrue(TestMember member, decimal points) =>
        new(member.Account, new() { Points = new(points), PromotionId = "PROMO" });

    static Task<Result<Promotion>> Patch(Instance instance, string program, string patch) =>
        instance.Send(new UpdatePromotion(program, "PROMO", (JsonObject)JsonNode.Parse(patch)!));

    [Test]
    public async Task Uses_are_counted_from_the_ledger_wherever_their_lots_stand()
    {
        var program = await ProgramWith(Any with { MaxUsesPerMember = 30, MaxPointsPerMember = new(300) });
        var member = await One.NewMember(0, program);
        for (var i = 0; i < 30; i++)
        {
            Assert.That((await One.Send(Accrue(member, 10))).IsOk, Is.True);
        }

        Assert.That((await Other.Send(Accrue(member, 1))).Decline!.Reasons.Select(
            reason => reason.Arguments["limit"]), Is.EqualTo(new[] { "promotion_uses", "promotion_points" }));

        // The first accrual's lot stands on the account's row, the last one's in its table.
        foreach (var accrual in (await One.Transactions(member)).Where(entry => entry.Seq is 1 or 30))
        {
            await One.Send(new CancelTransaction(accrual.TransactionId.Number(), new(4), "returned", false));
        }

        Assert.That((await Other.Send(Accrue(member, 1))).Decline!.Reasons.Select(
            reason => reason.Arguments["limit"]), Is.EqualTo(new[] { "promotion_uses" }));
        Assert.That((await Patch(One, program, """{"max_uses_per_member":null}""")).IsOk, Is.True);
        Assert.That((await Other.Send(Accrue(member, 8.01m))).Decline!.Code, Is.EqualTo("limit_reached"));
        Assert.That((await Other.Send(Accrue(member, 8))).IsOk, Is.True);
        Assert.That(await One.Differences(member), Is.Empty);
    }

    [Test]
    public async Task Many_at_once_use_a_promotion_no_more_often_than_they_may_through_two_instances()
    {
        var program = await ProgramWith(Any with { MaxUsesPerMember = 10 });
        var member = await One.NewMember(1000, program);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            (i % 2 == 0 ? One : Other).Send(Redeem(member, 1))));
        Assert.That(answers.Count(answer => answer.IsOk), Is.EqualTo(10));
        Assert.That(answers.Where(answer => !answer.IsOk).Select(answer => answer.Decline!.Code).Distinct(),
            Is.EqualTo(new[] { "limit_reached" }));
        Assert.That((await One.Balance(member)).Balance, Is.EqualTo(new Points(990)));
        Assert.That(await One.Differences(member), Is.Empty);
    }

    [Test]
    public async Task A_use_that_times_out_is_none()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var instance = new Instance(clock: clock);
        var program = await instance.NewProgram();
        await instance.Send(new CreatePromotion(program, Any with { MaxUsesPerMember = 1 }));
        var member = await instance.NewMember(100, program);
        var hold = Redeem(member, 10) with
        {
            Redemption = new() { Points = new(10), PromotionId = "PROMO", Hold = new() { TimeoutSeconds = 60 } },
        };
        Assert.That((await instance.Send(hold)).IsOk, Is.True);
        Assert.That((await instance.Send(Redeem(member, 1))).Decline!.Code, Is.EqualTo("limit_reached"));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.That((await instance.Send(Redeem(member, 1))).IsOk, Is.True);
        Assert.That((await instance.Send(Redeem(member, 1))).Decline!.Code, Is.EqualTo("limit_reached"));
    }

    [Test]
    public async Task What_is_changed_holds_from_the_next_request_on_through_the_other_instance()
    {
        var program = await ProgramWith(Any);
        var member = await Other.NewMember(100, program);
        Assert.That((await Other.Send(Redeem(member, 1))).IsOk, Is.True);
        await Patch(One, program, """{"active":false}""");
        Assert.That((await Other.Send(Redeem(member, 1))).Decline!.Code, Is.EqualTo("not_eligible"));
        await Patch(One, program, """{"active":null,"redeem_rules":[{"static_points":5}]}""");
        Assert.That((await Other.Send(Redeem(member, 1))).Decline!.Code, Is.EqualTo("promotion_amount_mismatch"));
        Assert.That((await Other.Send(Redeem(member, 5))).IsOk, Is.True);
    }

    /// <summary>Each redemption keeps to one of the two forms that the promotion had, never to a mixture.</summary>
    [Test]
    public async Task Two_instances_change_a_promotion_while_redemptions_run()
    {
        const int rounds = 30;
        var program = await ProgramWith(Any with { RedeemRules = [new() { StaticPoints = new(2) }] });
        var member = await One.NewMember(10_000, program);
        var redeemed = new List<Task<Result<RedemptionReceipt>>>();
        var changes = Task.WhenAll(Change(One, 2, 3), Change(Other, 3, 2));
        while (!changes.IsCompleted)
        {
            var points = redeemed.Count % 2 == 0 ? 2 : 3;
            redeemed.Add((redeemed.Count % 4 < 2 ? One : Other).Send(Redeem(member, points)));
            await redeemed[^1];
        }

        await changes;
        var answers = await Task.WhenAll(redeemed);
        Assert.That(answers.Where(answer => !answer.IsOk).Select(answer => answer.Decline!.Code).Distinct(),
            Is.SubsetOf(new[] { "promotion_amount_mismatch" }));
        Assert.That((await One.Balance(member)).Balance, Is.EqualTo(new Points(
            10_000 - answers.Where(answer => answer.IsOk).Sum(answer => answer.Value.Points.Value))));
        Assert.That((await One.Send(new GetProgram(program))).IsOk, Is.True);
        Assert.That(await One.Query<long>(
            "select version from program where code = @program", new { program }), Is.EqualTo(2 + (4 * rounds)));
        Assert.That(await One.Differences(member), Is.Empty);

        async Task Change(Instance instance, int first, int second)
        {
            for (var round = 0; round < rounds; round++)
            {
                foreach (var points in new[] { first, second })
                {
                    _ = (await Patch(instance, program, $$"""{"redeem_rules":[{"static_points":{{points}}}]}""")).Value;
                }
            }
        }
    }

    [Test]
    public async Task A_taken_id_or_number_is_told_and_a_free_number_given()
    {
        var program = await ProgramWith(Any with { Number = 2 });
        Assert.Multiple(async () =>
        {
            Assert.That((await One.Send(new CreatePromotion(program, Any))).Decline!.Code, Is.EqualTo("code_taken"));
            Assert.That((await One.Send(new CreatePromotion(program, Any with { Id = "B", Number = 2 }))).Decline!.Code,
                Is.EqualTo("number_taken"));
            Assert.That((await One.Send(new CreatePromotion(program, Any with { Id = "B" }))).Value.Number,
                Is.EqualTo(1));
            Assert.That((await One.Send(new CreatePromotion(program, Any with { Id = "C" }))).Value.Number,
                Is.EqualTo(3));
        });
        var page = (await One.Send(new ListPromotions(program, null, new(2, null, "x")))).Value;
        Assert.That((page.Data.Select(promotion => promotion.Id), page.NextCursor), Is.EqualTo(
            (new[] { "C", "B" }, page.NextCursor)).Using<IEnumerable<string>>((a, b) => a.SequenceEqual(b)));
        Assert.That(page.NextCursor, Is.Not.Null);
    }

    [Test]
    public async Task Parallel_makers_of_one_promotion_make_it_once()
    {
        var program = await One.NewProgram();
        var made = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            (i % 2 == 0 ? One : Other).Send(new CreatePromotion(program, Any))));
        Assert.That(made.Count(result => result.IsOk), Is.EqualTo(1));
        Assert.That(made.Where(result => !result.IsOk).Select(result => result.Decline!.Code).Distinct(),
            Is.EqualTo(new[] { "code_taken" }));
    }

    [Test]
    public async Task Every_change_leaves_an_audit_row_and_a_tier_that_promotions_name_stays()
    {
        var program = await One.NewProgram(document: new()
        {
            Tiers = [new() { Code = "gold", Name = "Gold" }, new() { Code = "silver", Name = "Silver" }],
        });
        await One.Send(new CreatePromotion(program, Any with { AllowedTiers = ["gold"] }));
        await Patch(One, program, """{"name":"Other"}""");
        var changes = (await One.Send(new GetAudit("promotion", $"{program}/PROMO", Instance.All))).Value.Data;
        Assert.That(changes.Select(change => (string?)change.Before?["name"]), Is.EqualTo(
            new[] { "Promotion", null }));
        Assert.Multiple(async () =>
        {
            Assert.That((await Tiers("""[{"code":"silver","name":"Silver"}]""")).Decline!.Code,
                Is.EqualTo("tier_in_use"));
            Assert.That((await Tiers("""[{"code":"gold","name":"Gold"}]""")).Value.Tiers.Single().Number,
                Is.EqualTo(1));
            Assert.That((await Tiers("""[{"code":"gold","name":"Gold","number":7}]""")).Decline!.Errors[0].Code,
                Is.EqualTo("immutable"));
        });

        Task<Result<ProgramDocument>> Tiers(string tiers) => One.Send(
            new UpdateProgram(program, (JsonObject)JsonNode.Parse($$"""{"tiers":{{tiers}}}""")!));
    }

    [Test]
    public async Task A_number_that_another_tier_keeps_is_taken()
    {
        var program = await One.NewProgram(document: new() { Tiers = [new() { Code = "gold", Name = "Gold" }] });
        var patch = """
            {"tiers":[{"code":"gold","name":"Gold"},{"code":"silver","name":"Silver","number":1}]}
            """;
        Assert.That((await One.Send(new UpdateProgram(program, (JsonObject)JsonNode.Parse(patch)!))).Decline!.Code,
            Is.EqualTo("number_taken"));
    }

    [Test]
    public async Task Rules_keep_the_currency_that_was_the_default_one_and_their_points_its_scale()
    {
        var program = await One.NewProgram(document: new()
        {
            PointsCurrencies = [new() { Code = "beans", Scale = 0, Default = true }, new() { Code = "stars" }],
        });
        var made = (await One.Send(new CreatePromotion(program, Any with
        {
            RedeemRules = [new() { StaticPoints = new(10.00m) }],
        }))).Value;
        Assert.That(made.RedeemRules[0].PointsCurrency, Is.EqualTo("beans"));
        var member = await One.NewMember(100, program);
        var command = new RedeemPoints(member.Account, new() { PromotionId = "PROMO" });
        Assert.That((await One.Send(command)).Value.Points.ToString(), Is.EqualTo("10"));
        await One.Send(new UpdateProgram(program, (JsonObject)JsonNode.Parse("""
            {"points_currencies":[{"code":"beans","scale":0},{"code":"stars","default":true}]}
            """)!));
        Assert.That((await One.Send(command.In("beans"))).IsOk, Is.True);
        Assert.That((await One.Send(command.In("stars") with
        {
            Redemption = new() { Points = new(10), PromotionId = "PROMO" },
        })).Decline!.Reasons.Select(reason => reason.Code), Does.Contain("not_eligible"));
    }

    [Test]
    public async Task A_redemption_says_its_promotion_as_does_its_transaction_and_a_repeat()
    {
        var program = await ProgramWith(Any);
        var member = await One.NewMember(100, program);
        var first = (await One.Send(Redeem(member, 5, "r-1"), "key")).Value;
        var again = (await Other.Send(Redeem(member, 5, "r-1"), "other key")).Value;
        var read = (await Other.Send(new GetRedemption(first.TransactionId.Number()))).Value;
        var listed = (await Other.Send(new GetRedemptions(member.Account, new(null, null), Instance.All))).Value.Data;
        var transaction = (await Other.Send(new GetTransaction(first.TransactionId.Number()))).Value;
        Assert.That(
            new[] { first.PromotionId, again.PromotionId, read.PromotionId, listed[0].PromotionId,
                transaction.PromotionId },
            Is.All.EqualTo("PROMO"));
        Assert.That((await Other.Send(member.Redeem(5, new() { ExternalId = "r-1" }))).Decline!.Code,
            Is.EqualTo("external_id_taken"));
    }
}
