namespace Loyalty.Api.Tests;

/// <summary>Rates, options, offers and coupons as clients see them.</summary>
public sealed class RewardsTests
{
    readonly ApiClient api = new();

    static object Eur(string amount) => new { amount, currency = "EUR" };

    async Task<(string Program, string Email)> Prepared(string points = "1000")
    {
        var program = await api.NewProgram(new
        {
            rates = new object[]
            {
                new { type = "purchase_discount", currency = "EUR", points_per_unit = 20, max_purchase_share = "0.5" },
                new { type = "voucher", currency = "EUR", points_per_unit = "20", valid_months = 6 },
            },
        });
        return ($"/v1/programs/{program}", await api.NewMember(program, points));
    }

    [Test]
    public async Task An_option_is_made_read_changed_listed_and_taken()
    {
        var (program, email) = await Prepared();
        var made = await api.Post($"{program}/redemption-options", new
        {
            number = 42,
            external_id = "COFFEE",
            name = "Coffee",
            names = new { lt = "Kava", ru = "Кофе" },
            type = "free_product",
            points = 200,
            values = new[] { Eur("2.5") },
            stock = 2,
        });
        Assert.That((made.Status, made.Value("id"), made.Value("points"), made.Value("values.0.amount"),
            made.Value("stock"), made.Value("active"), made.Json.TryGetProperty("number", out _)), Is.EqualTo(
            (HttpStatusCode.Created, "42", "200.00", "2.50", "2", "True", false)), made.Text);
        var option = $"{program}/redemption-options/42";
        Assert.That((await api.Get(option)).Text, Is.EqualTo(made.Text));
        var changed = await api.Send("PATCH", option, """{"stock":5,"description":"Hot"}""");
        Assert.That((changed.Status, changed.Value("stock"), changed.Value("description")), Is.EqualTo(
            (HttpStatusCode.OK, "5", "Hot")), changed.Text);

        var taken = await api.Post($"{program}/redemptions", new { member = new { email }, option_id = 42 });
        Assert.That((taken.Status, taken.Value("points"), taken.Value("redemption_type"), taken.Value("option_id"),
            taken.Value("reward.type"), taken.Value("reward.value.amount"), taken.Value("reward.option_id"),
            taken.Value("reward.status")), Is.EqualTo((HttpStatusCode.Created, "200.00", "free_product", "42",
                "free_product", "2.50", "42", "active")), taken.Text);
        var coupon = await api.Get($"{program}/coupons/{taken.Value("reward.code")}");
        Assert.That((coupon.Value("code"), coupon.Value("status"), coupon.Value("redemption_id")), Is.EqualTo(
            (taken.Value("reward.code"), "active", taken.Value("transaction_id"))), coupon.Text);
        var listed = await api.Get($"{program}/redemption-options?external_id=COFFEE&active=true");
        Assert.That((listed.Value("data.0.id"), listed.Value("data.0.stock")), Is.EqualTo(("42", "4")), listed.Text);
        Assert.That((await api.Get($"{program}/redemption-options?active=false")).At("data").GetArrayLength(), Is.Zero);
    }

    [TestCase("en", null, "Coffee", "Only 50.00 points are available.")]
    [TestCase("lt", null, "Kava", "Galima panaudoti tik 50.00 taškų.")]
    [TestCase("ru", null, "Coffee", "Доступно только 50.00 баллов.")]
    [TestCase(null, "lt", "Kava", "Galima panaudoti tik 50.00 taškų.")]
    [TestCase("de, lt;q=0.5", null, "Kaffee", "Galima panaudoti tik 50.00 taškų.")]
    public async Task Offers_are_told_in_the_language_asked_for(
        string? asked, string? ofMember, string name, string message)
    {
        var (program, email) = await Prepared("50");
        await api.Send("PATCH", $"{program}/members/email:{email}", new { language = ofMember });
        await api.Post($"{program}/redemption-options", new
        {
            name = "Coffee",
            names = new { lt = "Kava", de = "Kaffee" },
            type = "free_product",
            points = 200,
        });
        var offers = await api.Send("GET", $"{program}/members/email:{email}/offers", change: request =>
            request.Headers.TryAddWithoutValidation("Accept-Language", asked ?? ""));
        Assert.That((offers.Value("data.0.name"), offers.Value("data.0.available"),
            offers.Value("data.0.reasons.0.message"), offers.Value("data.0.points_missing")), Is.EqualTo(
            (name, "False", message, "150.00")), offers.Text);
    }

    [Test]
    public async Task A_refusal_of_validating_tells_all_reasons_and_what_would_pass()
    {
        var (program, email) = await Prepared();
        var asked = await api.Post($"{program}/redemptions/validate", new
        {
            member = new { email },
            type = "purchase_discount",
            points = 2000,
            purchase_amount = Eur("8.00"),
        });
        Assert.That((asked.Value("redeemable"), asked.Value("value.amount"), asked.Value("reasons.0.code"),
            asked.Value("reasons.1.code"), asked.Value("max_redeemable.points"),
            asked.Value("max_redeemable.value.amount")), Is.EqualTo(("False", "100.00", "insufficient_points",
                "exceeds_purchase_share", "80.19", "4.00")), asked.Text);
    }

    [TestCase("""{"type":"free_product","points":5}""", 400, "validation_failed")]
    [TestCase("""{"option_id":1}""", 404, "option_not_found")]
    [TestCase("""{"option_id":"1"}""", 400, "validation_failed")]
    [TestCase("""{"type":"voucher"}""", 400, "validation_failed")]
    [TestCase("""{"type":"voucher","points":100,"amount":{"amount":"5","currency":"EUR"}}""", 422, "points_mismatch")]
    [TestCase("""{"type":"voucher","points":100,"currency":"USD"}""", 422, "currency_not_supported")]
    [TestCase("""{"type":"voucher","amount":{"amount":"5","currency":"USD"}}""", 422, "currency_not_supported")]
    [TestCase("""{"type":"voucher","amount":{"amount":"-5","currency":"EUR"}}""", 400, "validation_failed")]
    [TestCase("""{"type":"voucher","amount":{"amount":"1e3","currency":"EUR"}}""", 400, "validation_failed")]
    [TestCase("""{"type":"voucher","amount":{"amount":"99999999999999","currency":"EUR"}}""", 422,
        "insufficient_points")]
    [TestCase("""{"type":"voucher","amount":{"amount":"5"}}""", 400, "validation_failed")]
    [TestCase("""{"type":"voucher","amount":{"amount":"5","currency":"EUR","x":1}}""", 400, "validation_failed")]
    [TestCase("""{"type":"voucher","amount":null}""", 400, "validation_failed")]
    [TestCase("""{"type":"cashback","points":100}""", 422, "currency_not_supported")]
    [TestCase("""{"type":"voucher","points":0.19}""", 422, "below_minimum")]
    [TestCase("""{"points":100,"deduct":"on_order"}""", 400, "validation_failed")]
    [TestCase("""{"points":100,"deduct":"now"}""", 201, null)]
    [TestCase("""{"type":"purchase_discount","points":100}""", 400, "validation_failed")]
    public async Task What_can_not_be_given_is_refused_and_nothing_moves(string body, int status, string? code)
    {
        var (program, email) = await Prepared();
        var answer = await api.Post($"{program}/redemptions",
            body.Insert(1, $$""" "member":{"email":"{{email}}"}, """));
        Assert.That(((int)answer.Status, answer.Code), Is.EqualTo((status, code)), answer.Text);
        if (code is not null)
        {
            var balance = await api.Get($"{program}/members/email:{email}/balance");
            Assert.That(balance.Value("available"), Is.EqualTo("1000.00"));
        }
    }

    [TestCase("""[{"type":"voucher","currency":"EUR"}]""", "policy.rates[0].points_per_unit")]
    [TestCase("""[{"type":"gift","currency":"EUR","points_per_unit":1}]""", "policy.rates[0].type")]
    [TestCase("""[{"type":"voucher","currency":"Eur","points_per_unit":1}]""", "policy.rates[0].currency")]
    [TestCase("""[{"type":"voucher","currency":"EUR","points_per_unit":1,"tier_bonus":{"gold":"2"}}]""",
        "policy.rates[0].tier_bonus.gold")]
    [TestCase("""[{"type":"voucher","currency":"EUR","points_per_unit":1,"fee":{"percent":"101"}}]""",
        "policy.rates[0].fee.percent")]
    [TestCase("""[{"type":"voucher","currency":"JPY","points_per_unit":1,"fee":{"fixed":"0.5"}}]""",
        "policy.rates[0].fee.fixed")]
    [TestCase("""[{"type":"voucher","currency":"EUR","points_per_unit":1,"max_purchase_share":"1.01"}]""",
        "policy.rates[0].max_purchase_share")]
    [TestCase("""[{"type":"voucher","currency":"EUR","points_per_unit":1,"valid_days":1,"valid_months":1}]""",
        "policy.rates[0].valid_days")]
    [TestCase("""[{"type":"voucher","currency":"EUR","points_per_unit":1,"points_currency":"x"}]""",
        "policy.rates[0].points_currency")]
    [TestCase("""[{"type":"voucher","currency":"EUR","points_per_unit":1},null]""", "policy.rates[1]")]
    [TestCase("""[{"type":"voucher","currency":"EUR","points_per_unit":1,"min_points":"0.001"}]""",
        "policy.rates[0].min_points")]
    [TestCase("""
        [{"type":"voucher","currency":"EUR","points_per_unit":1},
         {"type":"voucher","currency":"EUR","points_per_unit":2,"points_currency":"points"}]
        """, "policy.rates")]
    public async Task A_rate_that_can_not_be_is_refused_by_its_place(string rates, string field)
    {
        var program = await api.NewProgram();
        var answer = await api.Send("PATCH", $"/v1/programs/{program}", $$$"""{"policy":{"rates":{{{rates}}}}}""");
        Assert.That((answer.Code, answer.Value("errors.0.field")), Is.EqualTo(("validation_failed", field)),
            answer.Text);
    }
}
