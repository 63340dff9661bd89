using Loyalty.Application;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Redemptions;
using Loyalty.Application.Rewards;
using Loyalty.Domain;
using Loyalty.Domain.Rewards;
using Loyalty.Infrastructure.Sql;
using static Loyalty.Infrastructure.Tests.Rewards.GivenOptions;

namespace Loyalty.Infrastructure.Tests.Rewards;

public sealed class RewardsTests
{
    static readonly Instance One = TestServer.Instances[0];
    static readonly Instance Other = TestServer.Instances[1];

    static readonly ConversionRate Discount = Voucher with { Type = "purchase_discount", MaxPurchaseShare = new(0.5m) };

    [Test]
    public async Task What_a_redemption_gave_is_read_again_as_it_was_given()
    {
        var fee = new RateFee { Percent = new(1), Fixed = 0.10m };
        var program = await One.NewProgram(Voucher with { Fee = fee, ValidDays = 3 });
        var member = await One.NewMember(1000, program);
        var given = (await One.Send(member.By("voucher", 100, "o-1"))).Value;
        var read = (await Other.Send(new GetRedemption(given.TransactionId.Number()))).Value;
        Assert.That((read.Reward, read.RedemptionType, read.OrderRef),
            Is.EqualTo((given.Reward, (string?)"voucher", (string?)"o-1")));
        Assert.That(($"{read.Reward!.Value}", $"{read.Reward.Fee}"), Is.EqualTo(("5.00 EUR", "0.15 EUR")));
        var listed = (await Other.Send(new GetRedemptions(member.Account, new(null, null), Instance.All))).Value.Data;
        Assert.That(listed.Single().Reward, Is.EqualTo(given.Reward));
        var transaction = (await Other.Transactions(member))[0];
        Assert.That((transaction.RedemptionType, transaction.OptionId), Is.EqualTo(((string?)"voucher", (int?)null)));
        Assert.That(await One.Differences(member), Is.Empty);
    }

    [Test]
    public async Task A_hold_gives_its_code_by_the_commit_and_a_cancel_voids_it()
    {
        var program = await One.NewProgram();
        var option = await One.NewOption(program, Coffee with { CouponValidDays = 1 });
        var member = await One.NewMember(1000, program);
        var hold = (await One.Send(member.Take(option, 60))).Value;
        Assert.That((hold.Reward!.Code, hold.Reward.Status), Is.EqualTo(((string?)null, "pending")));
        var id = hold.TransactionId.Number();
        var code = (await Other.Send(new CommitTemp(id, null))).Value.Reward!.Code!;
        var coupon = (await One.Send(new GetCoupon(program, code))).Value;
        Assert.That((coupon.Status, coupon.MemberId, coupon.RedemptionId, coupon.OptionId, $"{coupon.Value}"),
            Is.EqualTo(("active", member.MemberId, hold.TransactionId, (int?)option, "2.50 EUR")));
        _ = (await One.Send(new CancelTransaction(id, null, "returned", false))).Value;
        Assert.That((await One.Send(new GetCoupon(program, code))).Value.Status, Is.EqualTo("void"));
        Assert.That(await One.Differences(member), Is.Empty);
    }

    [Test]
    public async Task A_code_is_found_in_its_program_alone_and_by_who_may_see_it()
    {
        var (program, another) = (await One.NewProgram(Voucher), await One.NewProgram(Voucher));
        var member = await One.NewMember(1000, program);
        var code = (await One.Send(member.By("voucher", 20))).Value.Reward!.Code!;
        Assert.That((await One.Send(new GetCoupon(another, code))).Decline!.Code, Is.EqualTo("coupon_not_found"));
        Assert.That((await One.Send(new GetCoupon(program, code.ToLowerInvariant()))).Decline!.Code,
            Is.EqualTo("coupon_not_found"));
        Assert.That((await One.Send(new GetCoupon(program, "nothing"))).Decline!.Code, Is.EqualTo("coupon_not_found"));
    }

    [Test]
    public async Task A_code_that_clashes_is_made_anew()
    {
        await using var store = new Instance(TestServer.On(await TestServer.NewDatabase()));
        await store.Get<Migrator>().Migrate(CancellationToken.None);
        await store.Execute("""
            create sequence tries;
            create function clash_once() returns trigger language plpgsql as $$
            begin
                if nextval('tries') = 1 then
                    raise unique_violation using constraint = 'coupon_pkey';
                end if;
                return new;
            end $$;
            create trigger clash before insert on coupon for each row execute function clash_once()
            """);
        var program = await store.NewProgram(Voucher);
        var member = await store.NewMember(1000, program);
        var given = await store.Send(member.By("voucher", 20));
        Assert.That(given.Value.Reward!.Code, Is.Not.Null);
        Assert.That(await store.Query<long>("select last_value from tries"), Is.EqualTo(2));
        Assert.That((await store.Balance(member)).Balance, Is.EqualTo(new Points(980)));
        Assert.That(await store.AllDifferences(), Is.Empty);
    }

    [Test]
    public async Task Redemptions_of_an_order_share_its_purchase_from_several_tills_at_once()
    {
        var program = await One.NewProgram(Discount);
        var member = await One.NewMember(10_000, program);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            (i % 2 == 0 ? One : Other).Send(member.By("purchase_discount", 20, "o-1", purchase: 10)))));
        Assert.That(answers.CountBy(answer => answer.Decline?.Code ?? "ok").ToDictionary(), Is.EquivalentTo(
            new Dictionary<string, int> { ["ok"] = 5, ["exceeds_purchase_share"] = 15 }));
        Assert.That((await Other.Send(member.By("purchase_discount", 100, "o-2", purchase: 10))).IsOk, Is.True);
        Assert.That(await One.Differences(member), Is.Empty);
    }

    [Test]
    public async Task Company_is_refused_whoever_came_first()
    {
        var program = await One.NewProgram(Discount with { Combinable = false }, Voucher);
        var member = await One.NewMember(10_000, program);
        _ = (await One.Send(member.By("voucher", 20, "o-1"))).Value;
        _ = (await One.Send(member.By("purchase_discount", 20, "o-2", purchase: 100))).Value;
        Assert.That((await Other.Send(member.By("purchase_discount", 20, "o-1", purchase: 100))).Decline!.Code,
            Is.EqualTo("not_combinable"));
        Assert.That((await Other.Send(member.By("voucher", 20, "o-2"))).Decline!.Code, Is.EqualTo("not_combinable"));
        Assert.That((await Other.Send(member.Redeem(1, new() { OrderRef = "o-2" }))).IsOk, Is.True, "a plain one");
    }

    [Test]
    public async Task Uses_of_an_option_and_of_a_rates_month_are_counted_from_the_ledger()
    {
        var program = await One.NewProgram(Voucher with { MaxPointsPerMonth = new(100) });
        var option = await One.NewOption(program, Coffee with { MaxPerMember = 2 });
        var member = await One.NewMember(10_000, program);
        var first = (await One.Send(member.Take(option))).Value;
        _ = (await One.Send(member.Take(option, 60))).Value;
        Assert.That((await Other.Send(member.Take(option))).Decline!.Reasons.Single().Arguments["limit"],
            Is.EqualTo("option_uses"));
        await One.Send(new CancelTransaction(first.TransactionId.Number(), null, "returned", false));
        Assert.That((await Other.Send(member.Take(option))).IsOk, Is.True);

        var voucher = (await One.Send(member.By("voucher", 60))).Value;
        Assert.That((await Other.Send(member.By("voucher", 40.01m))).Decline!.Reasons.Single().Arguments["limit"],
            Is.EqualTo("rate_points_per_month"));
        await One.Send(new CancelTransaction(voucher.TransactionId.Number(), new(20), "returned", false));
        Assert.That((await Other.Send(member.By("voucher", 60))).IsOk, Is.True);
        Assert.That(await One.Differences(member), Is.Empty);
    }

    [Test]
    public async Task Tags_and_tiers_of_the_member_make_an_offer_available()
    {
        var program = await One.NewProgram(document: new()
        {
            Tiers = [new() { Code = "gold", Name = "Gold", MinPointsEarned = new(500) }],
        });
        _ = await One.NewOption(program, Coffee with { AllowedTags = ["vip"], Stock = 3 });
        _ = await One.NewOption(program, Coffee with { AllowedTiers = ["gold"], Points = new(700) });
        _ = await One.NewOption(program, Coffee with { Active = false });
        var member = await One.NewMember(499, program);
        Task<Page<OfferReceipt>> Offers(int limit = 50, string? after = null) => Value(One.Send(
            new GetOffers(member.Account, new(limit, after, "offers"))));

        Assert.That((await Offers()).Data.Select(Told), Is.EqualTo(new[]
        {
            (1, "10.00", "0.00", (long?)3, "not_eligible"),
            (2, "700.00", "201.00", null, "insufficient_points not_eligible"),
        }));
        await One.Send(new UpdateMember(
            program, member.Reference, (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(
                """{"tags":["vip"]}""")!));
        _ = (await One.Send(member.Accrue(201))).Value;
        Assert.That((await Offers()).Data.Select(Told), Is.EqualTo(new[]
        {
            (1, "10.00", "0.00", (long?)3, ""), (2, "700.00", "0.00", null, ""),
        }));
        Assert.That((await Offers(1)).Data.Select(offer => offer.Option.Id), Is.EqualTo(new[] { 1 }));
        Assert.That((await Offers(1, "1")).Data.Select(offer => offer.Option.Id), Is.EqualTo(new[] { 2 }));
        Assert.That((await Other.Send(member.Take(1))).IsOk, Is.True);
    }

    static (int, string, string, long?, string) Told(OfferReceipt offer) => (
        offer.Option.Id!.Value, $"{offer.Points}", $"{offer.Missing}", offer.Left,
        string.Join(' ', offer.Reasons.Select(reason => reason.Code)));

    static async Task<T> Value<T>(Task<Result<T>> sending) => (await sending).Value;

    [Test]
    public async Task A_change_of_an_option_holds_from_the_next_request_on_every_instance()
    {
        var program = await One.NewProgram();
        var option = await One.NewOption(program, Coffee);
        var member = await One.NewMember(1000, program);
        _ = (await Other.Send(member.Take(option))).Value;
        _ = (await One.Patch(program, option, """{"points":"25","active":true}""")).Value;
        Assert.That((await Other.Send(member.Take(option))).Value.Points, Is.EqualTo(new Points(25)));
        _ = (await One.Patch(program, option, """{"active":false}""")).Value;
        Assert.That((await Other.Send(member.Take(option))).Decline!.Code, Is.EqualTo("not_eligible"));
    }

    [TestCase("""{"id":9}""", "id")]
    [TestCase("""{"number":9}""", "number")]
    [TestCase("""{"type":"voucher"}""", "type")]
    [TestCase("""{"percent":"10"}""", "percent")]
    [TestCase("""{"values":[{"amount":"1.234","currency":"EUR"}]}""", "values[0].amount")]
    [TestCase("""{"stock":-1}""", "stock")]
    [TestCase("""{"min_points":"1"}""", "min_points")]
    [TestCase("""{"allowed_tiers":["gold"]}""", "allowed_tiers")]
    [TestCase("""{"codes":"pool"}""", "codes")]
    [TestCase("""{"points":"1.001"}""", "points")]
    public async Task What_an_option_can_not_say_changes_nothing(string patch, string field)
    {
        var program = await One.NewProgram();
        var option = await One.NewOption(program, Coffee);
        var before = (await One.Send(new GetRedemptionOption(program, option))).Value;
        var refused = await One.Patch(program, option, patch);
        Assert.That(refused.Decline?.Errors.Select(error => error.Field), Does.Contain(field));
        var after = (await One.Send(new GetRedemptionOption(program, option))).Value;
        Assert.That((after.Name, after.Points, after.Stock, after.Type), Is.EqualTo(
            (before.Name, before.Points, before.Stock, before.Type)));
    }

    [Test]
    public async Task Numbers_and_external_ids_of_options_are_unique_in_a_program()
    {
        var program = await One.NewProgram();
        var coffee = await One.NewOption(program, Coffee with { Number = 5, ExternalId = "C" });
        Assert.That(coffee, Is.EqualTo(5));
        Assert.That(await One.NewOption(program, Coffee), Is.EqualTo(1));
        Assert.That((await One.Send(new CreateRedemptionOption(program, Coffee with { Number = 5 }))).Decline!.Code,
            Is.EqualTo("number_taken"));
        var again = await One.Send(new CreateRedemptionOption(program, Coffee with { ExternalId = "C" }));
        Assert.That(again.Decline!.Code, Is.EqualTo("external_id_taken"));
        Assert.That((await One.Patch(program, 1, """{"external_id":"C"}""")).Decline!.Code,
            Is.EqualTo("external_id_taken"));
        Assert.That((await One.Patch(program, 5, """{"external_id":"C"}""")).IsOk, Is.True);
        var found = (await One.Send(new ListRedemptionOptions(program, null, "C", Instance.All))).Value.Data;
        Assert.That(found.Single().Id, Is.EqualTo(5));
    }

    [Test]
    public async Task Options_made_at_once_get_numbers_of_their_own()
    {
        var program = await One.NewProgram();
        var made = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            (i % 2 == 0 ? One : Other).NewOption(program, Coffee))));
        Assert.That(made.Order(), Is.EqualTo(Enumerable.Range(1, 16)));
    }

    [TestCase("update option_stock set taken = taken + 1", "taken of option")]
    [TestCase("delete from option_stock", "taken of option")]
    [TestCase("update redemption set value = value + 1", "reward of the redemption")]
    [TestCase("update redemption set option_number = 2", "reward of the redemption")]
    [TestCase("update redemption set code = 'X'", "reward of the redemption")]
    [TestCase("update redemption set order_ref = 'X'", "order of the redemption")]
    [TestCase("delete from coupon", "coupon of the redemption's code")]
    [TestCase("update coupon set redemption_number = 1", "coupon of the redemption's code")]
    [TestCase("update coupon set program_number = 99", "coupon of the redemption's code")]
    [TestCase("update coupon set bucket = (bucket + 1) % 256", "coupon of the redemption's code")]
    [TestCase("update option_stock set remaining = null", "stock of option")]
    [TestCase("insert into coupon values (1, 1, 'X', 257, 2)", "account of rows")]
    public async Task What_is_stored_otherwise_is_found(string change, string difference)
    {
        await using var store = new Instance(TestServer.On(await TestServer.NewDatabase()));
        await store.Get<Migrator>().Migrate(CancellationToken.None);
        var program = await store.NewProgram();
        var option = await store.NewOption(program, Coffee with { Stock = 5 });
        var member = await store.NewMember(1000, program);
        _ = (await store.Send(member.Take(option))).Value;
        Assert.That(await store.AllDifferences(), Is.Empty);
        await store.Execute(change);
        Assert.That(string.Join('\n', await store.AllDifferences()), Does.Contain(difference));
    }

    [Test]
    public async Task A_key_of_another_operator_sees_nothing_of_it()
    {
        var program = await One.NewProgram(Voucher);
        var member = await One.NewMember(1000, program);
        var code = (await One.Send(member.By("voucher", 20))).Value.Reward!.Code!;
        var stranger = new Caller("k", "stranger", null, Scope.All);
        Assert.That((await One.Send(new GetCoupon(program, code), caller: stranger)).Decline!.Code,
            Is.EqualTo("coupon_not_found"));
    }
}
