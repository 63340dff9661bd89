namespace Loyalty.Api.Tests;

/// <summary>What is wrong within a list, or in one of several like things, is named where it stands.</summary>
public sealed class NamedFieldsTests
{
    const string Program = """{"code":"x1","name":"x",""";

    const string Promotion = """{"id":"P","name":"x",""";

    readonly ApiClient api = new();

    [TestCase("", Program + """ "tiers":[{"code":"a","name":"A"},null]}""", "tiers[1]", "wrong_type")]
    [TestCase("", Program + """ "tiers":[{"code":"a","name":"A","min_points_earned":"0.001"}]}""",
        "tiers[0].min_points_earned", "too_precise")]
    [TestCase("", Program + """ "tiers":[{"code":"a","name":"A"},{"code":"a","name":"B"}]}""",
        "tiers[1].code", "duplicate")]
    [TestCase("", Program + """ "tiers":[{"code":"a","name":"A","level":2},{"code":"b","name":"B"}]}""",
        "tiers[1].level", "duplicate")]
    [TestCase("", Program + """ "tiers":[{"code":"a","name":"A","number":3},{"code":"b","name":"B","number":3}]}""",
        "tiers[1].number", "duplicate")]
    [TestCase("/promotions", Promotion + """ "redeem_rules":[{},null]}""", "redeem_rules[1]", "wrong_type")]
    [TestCase("/promotions", Promotion + """ "redeem_rules":[{"points_currency":"other"}]}""",
        "redeem_rules[0].points_currency", "unknown_value")]
    [TestCase("/promotions", Promotion + """ "redeem_rules":[{},{"points_currency":"points"}]}""",
        "redeem_rules", "duplicate")]
    [TestCase("/promotions", Promotion + """ "redeem_rules":[{"static_points":1,"max_points":2}]}""",
        "redeem_rules[0].static_points", "mutually_exclusive")]
    [TestCase("/promotions", Promotion + """ "accrual_rules":[null]}""", "accrual_rules[0]", "wrong_type")]
    [TestCase("/promotions", Promotion + """ "names":{"lt":"  "}}""", "names", "invalid_length")]
    [TestCase("/members", """{"email":"a@b.c","consents":{"fax":true}}""", "consents.fax", "unknown_property")]
    [TestCase("/members", """{"email":"a@b.c","first_name":"  "}""", "first_name", "invalid_text")]
    public async Task A_part_of_a_list_is_named_by_its_place(string path, string body, string field, string code)
    {
        var under = path == "" ? "/v1/programs" : $"/v1/programs/{await api.NewProgram()}{path}";
        var answer = await api.Post(under, body);
        Assert.That((answer.Code, answer.Value("errors.0.field"), answer.Value("errors.0.code")),
            Is.EqualTo(("validation_failed", field, code)), answer.Text);
    }

    [Test]
    public async Task A_tiers_number_is_said_to_be_fixed_where_it_stands()
    {
        var program = $"/v1/programs/{await api.NewProgram()}";
        await api.Send("PATCH", program, """{"tiers":[{"code":"a","name":"A"},{"code":"b","name":"B"}]}""");
        var answer = await api.Send(
            "PATCH", program, """{"tiers":[{"code":"a","name":"A"},{"code":"b","name":"B","number":9}]}""");
        Assert.That((answer.Value("errors.0.field"), answer.Value("errors.0.code")),
            Is.EqualTo(("tiers[1].number", "immutable")), answer.Text);
    }

    [Test]
    public async Task Points_are_answered_with_the_currencys_decimals()
    {
        var program = $"/v1/programs/{await api.NewProgram()}";
        await api.Send("PATCH", program, """{"tiers":[{"code":"a","name":"A","min_points_earned":5}]}""");
        var tiers = await api.Get($"{program}/tiers");
        var made = await api.Post($"{program}/promotions", Promotion + """
            "max_points_per_member":7,"redeem_rules":[{"min_points":"1.5"}],"accrual_rules":[{"static_points":2}]}
            """);
        Assert.That(
            (tiers.Value("data.0.min_points_earned"), made.Value("max_points_per_member"),
                made.Value("redeem_rules.0.min_points"), made.Value("accrual_rules.0.static_points")),
            Is.EqualTo(("5.00", "7.00", "1.50", "2.00")), made.Text);
    }

    [Test]
    public async Task Who_comes_back_keeps_the_number()
    {
        var program = $"/v1/programs/{await api.NewProgram()}";
        await api.Post($"{program}/members", """{"email":"back@example.com"}""");
        await api.Post($"{program}/members/email:back@example.com/leave", "{}");
        var answer = await api.Post($"{program}/members", """{"email":"back@example.com","number":2147483600}""");
        Assert.That((answer.Code, answer.Value("detail")),
            Is.EqualTo(("number_taken", "The member has another number already.")), answer.Text);
    }
}
