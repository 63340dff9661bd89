using System.Text.Json;

namespace Loyalty.Api.Tests;

/// <summary>Many accruals at once: each is what it would have been alone.</summary>
public sealed class BulkAccrualsTests
{
    readonly ApiClient admin = new();

    static string Path(string program) => $"/v1/programs/{program}/accruals/bulk";

    static object Item(string email, string key, string points = "1") =>
        new { idempotency_key = key, member = new { email }, points };

    async Task<string> Balance(string program, string email) =>
        (await admin.Get($"/v1/programs/{program}/members/email:{email}/balance")).Value("balance")!;

    [Test]
    public async Task One_bad_item_harms_no_other()
    {
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "5");
        var items = new List<string>
        {
            JsonSerializer.Serialize(Item(email, "good-1", "1.50")),
            """{"idempotency_key":"unknown-member","member":{"email":"nobody@example.com"},"points":1}""",
            $$"""{"idempotency_key":"typo","member":{"email":"{{email}}"},"point":1}""",
            $$"""{"idempotency_key":"twice","member":{"email":"{{email}}"},"points":1,"points":2}""",
            $$"""{"idempotency_key":"text","member":{"email":"{{email}}"},"points":1,"description":"\u0000"}""",
            """{"idempotency_key":"\ud800","points":1}""",
            $$"""{"member":{"email":"{{email}}"},"points":1}""",
            $$"""{"idempotency_key":"zero","member":{"email":"{{email}}"},"points":0}""",
            """{"\ud800aaaaaaaaaaaaaaaaaaaaa":1,"idempotency_key":"name"}""",
            "7",
            "null",
            JsonSerializer.Serialize(Item(email, "good-2", "2.25")),
        };
        var answer = await admin.Send("POST", Path(program), $$"""{"items":[{{string.Join(',', items)}}]}""");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Text);
        var results = answer.At("results").EnumerateArray().ToList();
        Assert.That(results.Select(result => result.GetProperty("status").GetInt32()),
            Is.EqualTo(new[] { 201, 404, 400, 400, 400, 400, 400, 400, 400, 400, 400, 201 }));
        Assert.That(results.Select(result => result.GetProperty("idempotency_key").GetString()), Is.EqualTo(new[]
        {
            "good-1", "unknown-member", "typo", "twice", "text", null, null, "zero", "name", null, null, "good-2",
        }));
        Assert.That((answer.Value("succeeded"), answer.Value("failed")), Is.EqualTo(("2", "10")));
        Assert.That(answer.Value("results.0.accrual.points"), Is.EqualTo("1.50"));
        Assert.That(answer.Value("results.1.problem.code"), Is.EqualTo("member_not_found"));
        Assert.That(answer.Value("results.2.problem.errors.0.field"), Is.EqualTo("point"));
        Assert.That(await Balance(program, email), Is.EqualTo("8.75"));
    }

    [Test]
    public async Task One_members_items_are_booked_in_the_lists_order_however_the_member_is_named()
    {
        var program = await admin.NewProgram();
        var card = $"{Guid.NewGuid():N}";
        var email = $"{card}@example.com";
        await admin.Post($"/v1/programs/{program}/members", new { email, card_number = card });
        var items = Enumerable.Range(0, 120).Select(i => new
        {
            idempotency_key = $"k{i}",
            member = i % 2 == 0 ? (object)new { email } : new { card_number = card },
            points = $"{i + 1}",
            external_id = i < 100 ? $"x{i}" : "the same",
        });
        var answer = await admin.Send("POST", Path(program), new { items });
        var results = answer.At("results").EnumerateArray().ToList();
        Assert.That(results.Select(result => result.GetProperty("status").GetInt32()),
            Is.EqualTo(Enumerable.Repeat(201, 101).Concat(Enumerable.Repeat(409, 19))), "the first of an id wins");
        Assert.That(results.Take(101).Select(result => result.GetProperty("accrual").GetProperty("number").GetInt64()),
            Is.Ordered);
    }

    [Test]
    public async Task A_repeat_adds_nothing_and_an_item_is_the_same_command_as_an_accrual_alone()
    {
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "5");
        var alone = await admin.Post(
            $"/v1/programs/{program}/accruals", new { member = new { email }, points = 3 }, "shared");
        var body = new { items = new[] { Item(email, "a"), Item(email, "shared", "3.0"), Item(email, "a") } };
        var first = await admin.Send("POST", Path(program), body);
        var again = await admin.Send("POST", Path(program), body);
        Assert.That(again.Text, Is.EqualTo(first.Text));
        Assert.That(first.Value("results.1.accrual.transaction_id"), Is.EqualTo(alone.Value("transaction_id")));
        Assert.That(first.Value("results.2.accrual.transaction_id"),
            Is.EqualTo(first.Value("results.0.accrual.transaction_id")));
        Assert.That(await Balance(program, email), Is.EqualTo("9.00"));

        var other = await admin.Send("POST", Path(program), new { items = new[] { Item(email, "a", "2") } });
        Assert.That(other.Value("results.0.problem.code"), Is.EqualTo("idempotency_key_reused"));
    }

    [Test]
    public async Task A_thousand_items_over_64_KiB_are_all_stored_and_one_more_is_refused()
    {
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "5");
        var items = Enumerable.Range(0, 1000).Select(i => new
        {
            idempotency_key = $"k{i}",
            member = new { email },
            points = "0.01",
            description = new string('x', 200),
        }).ToList();
        var answer = await admin.Send("POST", Path(program), new { items });
        Assert.That((answer.Value("succeeded"), answer.Value("failed")), Is.EqualTo(("1000", "0")), answer.Text);
        Assert.That(await Balance(program, email), Is.EqualTo("15.00"));

        var tooMany = await admin.Send("POST", Path(program), new { items = items.Append(items[0]) });
        Assert.That((tooMany.Status, tooMany.Value("errors.0.field")),
            Is.EqualTo((HttpStatusCode.BadRequest, "items")));
        var tooLarge = await admin.Send("POST", Path(program), new { items = new[] { new string('x', 8 << 20) } },
            change: request => request.Headers.ExpectContinue = true);
        Assert.That(tooLarge.Code, Is.EqualTo("payload_too_large"));
    }

    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"items":[]}""")]
    [TestCase("""{"items":{}}""")]
    [TestCase("""{"items":[{}],"more":1}""")]
    [TestCase("""{"items":[{}],"items":[]}""")]
    [TestCase("""{"items":[{}]} {}""")]
    [TestCase("""{"items":[""")]
    [TestCase("""{"\ud800":[]}""")]
    public async Task A_body_that_is_no_list_of_items_is_refused_whole(string body) =>
        Assert.That((await admin.Send("POST", Path(await admin.NewProgram()), body)).Code,
            Is.EqualTo("validation_failed"));
}
