namespace Loyalty.Api.Tests;

/// <summary>Tiers, promotions and members' own data as clients see them.</summary>
public sealed class CatalogTests
{
    readonly ApiClient api = new();

    async Task<string> ProgramWithTiers()
    {
        var code = $"p{Guid.NewGuid():N}";
        var answer = await api.Post("/v1/programs", new
        {
            code,
            name = "Test",
            tiers = new object[]
            {
                new { code = "base", name = "Base" },
                new { code = "gold", name = "Gold", min_points_earned = "1000", period_days = 365, number = 9 },
            },
        });
        Assert.That((answer.Status, answer.Value("tiers.0.level"), answer.Value("tiers.0.number"),
            answer.Value("tiers.1.level"), answer.Value("tiers.1.min_points_earned")), Is.EqualTo(
            (HttpStatusCode.Created, "1", "1", "2", "1000.00")), answer.Text);
        return $"/v1/programs/{code}";
    }

    [Test]
    public async Task A_tier_and_the_way_to_the_next_are_told()
    {
        var program = await ProgramWithTiers();
        var email = await api.NewMember(program.Split('/')[^1], "650");
        var before = await api.Get($"{program}/members/email:{email}/tier");
        Assert.That((before.Value("tier.code"), before.Value("tier.number"), before.Value("tier.reached_at"),
            before.Value("points_earned_in_period"), before.Value("next.code"), before.Value("next.points_missing"),
            before.Value("next.progress")), Is.EqualTo(
            ("base", "1", (string?)null, "650.00", "gold", "350.00", "0.65")), before.Text);
        await api.Post($"{program}/accruals", new { member = new { email }, points = 350 });
        var after = await api.Get($"{program}/members/email:{email}/tier");
        Assert.That((after.Value("tier.code"), after.Value("tier.level"), after.Value("next")), Is.EqualTo(
            ("gold", "2", (string?)null)), after.Text);
        Assert.That(after.Value("tier.until"), Does.EndWith("T00:00:00Z"));
        var list = await api.Get($"{program}/tiers?limit=1");
        Assert.That((list.Value("data.0.code"), list.Value("next_cursor") is null), Is.EqualTo(("base", false)));
        var rest = await api.Get($"{program}/tiers?limit=1&cursor={list.Value("next_cursor")}");
        Assert.That((rest.Value("data.0.code"), rest.Value("next_cursor")), Is.EqualTo(("gold", (string?)null)));
    }

    [Test]
    public async Task A_promotion_is_made_read_changed_and_used()
    {
        var program = await ProgramWithTiers();
        var email = await api.NewMember(program.Split('/')[^1], "100");
        var made = await api.Post($"{program}/promotions", new
        {
            id = "PROMO#1",
            name = "Spring",
            redeem_rules = new[] { new { points_currency = "points", static_points = 20 } },
            accrual_rules = new[] { new { points_currency = "points", multiplier = "1.5" } },
        });
        Assert.That((made.Status, made.Value("number"), made.Value("active"), made.Value("automatic"),
            made.Value("accrual_rules.0.multiplier")), Is.EqualTo(
            (HttpStatusCode.Created, "1", "True", "False", "1.5")), made.Text);
        var path = $"{program}/promotions/PROMO%231";
        Assert.That((await api.Get(path)).Text, Is.EqualTo(made.Text));
        Assert.That((await api.Get($"{program}/promotions")).Value("data.0.id"), Is.EqualTo("PROMO#1"));

        object Redemption(object? points) => points is null
            ? new { member = new { email }, promotion_id = "PROMO#1" }
            : new { member = new { email }, points, promotion_id = "PROMO#1" };
        Assert.That((await api.Post($"{program}/redemptions", Redemption(19))).Code,
            Is.EqualTo("promotion_amount_mismatch"));
        var redeemed = await api.Post($"{program}/redemptions", Redemption(null));
        Assert.That((redeemed.Status, redeemed.Value("points"), redeemed.Value("promotion_id")), Is.EqualTo(
            (HttpStatusCode.Created, "20.00", "PROMO#1")), redeemed.Text);
        var accrued = await api.Post(
            $"{program}/accruals", new { member = new { email }, points = "0.99", promotion_id = "PROMO#1" });
        Assert.That((accrued.Status, accrued.Value("points")), Is.EqualTo((HttpStatusCode.Created, "1.48")));
        Assert.That((await api.Get($"/v1/transactions/{accrued.Value("transaction_id")}")).Value("promotion_id"),
            Is.EqualTo("PROMO#1"));

        var changed = await api.Send("PATCH", path, """{"active":false,"names":{"lt":"Pavasaris"}}""");
        Assert.That((changed.Status, changed.Value("active"), changed.Value("names.lt")), Is.EqualTo(
            (HttpStatusCode.OK, "False", "Pavasaris")));
        Assert.That((await api.Get($"{program}/promotions?active=true")).At("data").GetArrayLength(), Is.Zero);
        var refused = await api.Post($"{program}/redemptions", Redemption(20));
        Assert.That((refused.Status, refused.Code, refused.Value("detail")), Is.EqualTo(
            (HttpStatusCode.UnprocessableEntity, "not_eligible", "The promotion is not active.")));
        var checkedNow = await api.Post($"{program}/redemptions/validate", Redemption(20));
        Assert.That((checkedNow.Value("redeemable"), checkedNow.Value("max_redeemable.points")), Is.EqualTo(
            ("False", "0.00")));
        Assert.That((await api.Send("PATCH", path, """{"number":7}""")).Value("errors.0.code"),
            Is.EqualTo("immutable"));
        Assert.That((await api.Post($"{program}/redemptions", new
        {
            member = new { email },
            points = 1,
            promotion_id = "none",
        })).Code, Is.EqualTo("promotion_not_found"));
        Assert.That((await api.Get($"{program}/promotions/none")).Code, Is.EqualTo("promotion_not_found"));
    }

    [Test]
    public async Task What_is_said_of_a_member_is_read_back_merged_and_erased()
    {
        var program = await api.NewProgram();
        var email = $"{Guid.NewGuid():N}@example.com";
        var path = $"/v1/programs/{program}/members/email:{email}";
        var made = await api.Post($"/v1/programs/{program}/members", $$$"""
            {"email":"{{{email}}}","first_name":"Ona","last_name":"Petraitė","birthday":"--05-17",
             "anniversary":"2015-06-01","consents":{"email":true,"sms":false},
             "metadata":{"height":1.70,"more":{"a":null} } }
            """);
        Assert.That((made.Status, made.Value("name"), made.Value("first_name"), made.Value("birthday"),
            made.Value("anniversary"), made.Value("consents"), made.At("metadata").GetRawText()), Is.EqualTo(
            (HttpStatusCode.Created, "Ona Petraitė", "Ona", "--05-17", "2015-06-01",
                """{"email":true,"sms":false}""", """{"height":1.70,"more":{"a":null}}""")), made.Text);
        Assert.That((await api.Get(path)).Text, Is.EqualTo(made.Text));
        Assert.That((await api.Get($"/v1/programs/{program}/members?query=Petrait")).At("data").GetArrayLength(),
            Is.EqualTo(1));
        var patched = await api.Send("PATCH", path, """
            {"consents":{"sms":true,"email":null},"metadata":{"more":{"b":2}},"birthday":"1990-05-17","last_name":null}
            """);
        Assert.That((patched.Value("name"), patched.Value("birthday"), patched.Value("consents"),
            patched.At("metadata").GetRawText()), Is.EqualTo(
            ("Ona", "1990-05-17", """{"sms":true}""", """{"height":1.70,"more":{"a":null,"b":2}}""")), patched.Text);
        var id = patched.Value("member_id");
        await api.Send("DELETE", path);
        var erased = await api.Get($"/v1/programs/{program}/members/{id}");
        Assert.That(
            new[] { "name", "first_name", "last_name", "birthday", "anniversary", "consents", "metadata" }
                .Select(member => erased.Value(member)),
            Is.All.Null);
    }

    [Test]
    public async Task A_member_leaves_with_or_without_a_body_and_is_told_so()
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "10");
        var path = $"/v1/programs/{program}/members/email:{email}";
        var left = await api.Send("POST", $"{path}/leave");
        Assert.That((left.Status, left.Value("status")), Is.EqualTo((HttpStatusCode.OK, "left")));
        Assert.That((await api.Send("POST", $"{path}/leave", "{}", "again")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await api.Send("POST", $"{path}/leave", "{\"x\":1}")).Code, Is.EqualTo("validation_failed"));
        var refused = await api.Post(
            $"/v1/programs/{program}/redemptions", new { member = new { email }, points = 1 });
        Assert.That((refused.Status, refused.Code), Is.EqualTo(
            (HttpStatusCode.UnprocessableEntity, "account_closed")));
        Assert.That((await api.Get($"{path}/balance")).Value("balance"), Is.EqualTo("10.00"));
        var back = await api.Post($"/v1/programs/{program}/members", new { email });
        Assert.That((back.Status, back.Value("status")), Is.EqualTo((HttpStatusCode.Created, "active")));
    }

    [Test]
    public async Task A_transaction_is_found_by_an_id_of_ones_own()
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "10");
        var made = await api.Post($"/v1/programs/{program}/redemptions", new
        {
            member = new { email },
            points = 1,
            external_id = "order/1 ą",
        });
        var path = $"/v1/programs/{program}/transactions";
        var found = await api.Get($"{path}/external_id:{Uri.EscapeDataString("order/1 ą")}?type=redemption");
        Assert.That((found.Value("transaction_id"), found.Value("member_id") is null), Is.EqualTo(
            (made.Value("transaction_id"), false)), found.Text);
        var listed = await api.Get($"{path}?external_id={Uri.EscapeDataString("order/1 ą")}");
        Assert.That(listed.Value("data.0.transaction_id"), Is.EqualTo(made.Value("transaction_id")));
        Assert.Multiple(async () =>
        {
            Assert.That((await api.Get($"{path}/external_id:none")).Code, Is.EqualTo("transaction_not_found"));
            Assert.That((await api.Get($"{path}/none")).Value("errors.0.code"), Is.EqualTo("invalid_identifier"));
            Assert.That((await api.Get(path)).Value("errors.0.field"), Is.EqualTo("external_id"));
            Assert.That((await api.Get($"{path}?external_id=x&type=expiry")).Value("errors.0.field"),
                Is.EqualTo("type"));
        });
    }
}
