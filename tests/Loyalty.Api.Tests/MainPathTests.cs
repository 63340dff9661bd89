namespace Loyalty.Api.Tests;

public sealed class MainPathTests
{
    readonly ApiClient api = new();

    [TestCase("a/b", "a%2Fb")]
    [TestCase("a/b", "a%2fb")]
    [TestCase("x/y z?", "x%2Fy%20z%3F")]
    [TestCase("/", "%2F")]
    [TestCase("a%2Fb", "a%252Fb")]
    [TestCase("a%2Fb/c", "a%252Fb%2Fc")]
    [TestCase("b/c", "b%2Fd/../external_id:b%2Fc")]
    [TestCase("a%b:c+d", "a%25b%3Ac%2Bd")]
    public async Task A_path_names_any_identifier(string externalId, string encoded)
    {
        var program = await api.NewProgram();
        var created = await api.Post($"/v1/programs/{program}/members", new { external_id = externalId });
        foreach (var operation in new[] { "", "/balance", "/transactions?limit=1" })
        {
            var found = await api.Get($"/v1/programs/{program}/members/external_id:{encoded}{operation}");
            Assert.That(found.Status, Is.EqualTo(HttpStatusCode.OK), found.Text);
        }

        var member = await api.Get($"/v1/programs/{program}/members/external_id:{encoded}");
        Assert.That(member.Value("member_id"), Is.EqualTo(created.Value("member_id")));
    }

    [Test]
    public async Task A_member_earns_asks_redeems_and_reads_about_it()
    {
        var program = await api.NewProgram();
        var path = $"/v1/programs/{program}";
        var email = $"{Guid.NewGuid():N}@example.com";
        var member = await api.Post(
            $"{path}/members", new { email, name = "Ann", tags = new[] { "vip" }, external_id = email });
        Assert.That(member.Status, Is.EqualTo(HttpStatusCode.Created), member.Text);
        Assert.That((member.Value("identifiers.email"), member.Value("status"), member.Value("totals.earned")),
            Is.EqualTo((email, "active", "0.00")));
        Assert.That(member.Value("member_id"), Is.EqualTo($"mbr_{member.Value("number")}"));

        var accrual = await api.Post(
            $"{path}/accruals", new
            {
                member = new { email },
                points = 500,
                external_id = "order-1",
                reason = "purchase"
            });
        Assert.That((accrual.Status, accrual.Value("type"), accrual.Value("status"), accrual.Value("points")),
            Is.EqualTo((HttpStatusCode.Created, "accrual", "posted", "500.00")));
        Assert.That((accrual.Value("lot.points"), accrual.Value("lot.expires_at"), accrual.Value("external_id")),
            Is.EqualTo(("500.00", (string?)null, "order-1")));

        var quote = await api.Send(
            "POST", $"{path}/redemptions/validate", new { member = new { email }, points = "600" });
        Assert.That((quote.Status, quote.At("redeemable")
            .GetBoolean(), quote.Value("reasons.0.code"), quote.Value("max_redeemable.points")),
            Is.EqualTo((HttpStatusCode.OK, false, "insufficient_points", "500.00")));

        var body = new
        {
            member = new { external_id = email },
            points = "100.50",
            location = new { store = "S1", till = "T2" },
            description = "Shoes",
            metadata = new { a = 1 },
            order_ref = "O-1",
            occurred_at = "2026-01-31T12:00:00+02:00"
        };
        var redemption = await api.Post($"{path}/redemptions", body, "r1");
        Assert.That((redemption.Status, redemption.Replayed), Is.EqualTo((HttpStatusCode.Created, (string?)null)),
            redemption.Text);
        Assert.That((redemption.Value("available_before"), redemption.Value("available_after"),
            redemption.Value("balance.balance")),
            Is.EqualTo(("500.00", "399.50", "399.50")));
        Assert.That((redemption.Value("lots.0.points"), redemption.Value("occurred_at"), redemption.Value("message")),
            Is.EqualTo(("100.50", "2026-01-31T10:00:00Z", "100.50 points redeemed.")));

        var again = await api.Post($"{path}/redemptions", body, "\"r1\"");
        Assert.That((again.Status, again.Replayed, again.Text),
            Is.EqualTo((HttpStatusCode.Created, "true", redemption.Text)));
        var other = await api.Post($"{path}/redemptions", new { member = new { email }, points = "1" }, "r1");
        Assert.That((other.Status, other.Code),
            Is.EqualTo((HttpStatusCode.UnprocessableEntity, "idempotency_key_reused")));

        var balance = await api.Get($"{path}/members/email:{Uri.EscapeDataString(email)}/balance");
        Assert.That((balance.Value("balance"), balance.Value("available"), balance.Value("held"),
            balance.Value("next_expiry")),
            Is.EqualTo(("399.50", "399.50", "0.00", (string?)null)));

        var id = redemption.Value("transaction_id")!;
        var transaction = await api.Get($"/v1/transactions/{id}");
        Assert.That((transaction.Value("points"), transaction.Value("amount"), transaction.Value("seq"),
            transaction.Value("performed_by.key")),
            Is.EqualTo(("-100.50", "-100.50", "2", "bootstrap")));
        Assert.That((transaction.Value("location.store"), transaction.Value("description"),
            transaction.Value("metadata.a"), transaction.Value("order_ref")),
            Is.EqualTo(("S1", "Shoes", "1", "O-1")));
        Assert.That(transaction.Value("lots.0.lot"), Is.EqualTo(accrual.Value("transaction_id")));
        Assert.That(transaction.At("number").GetInt64(), Is.LessThan(1L << 53));

        var list = await api.Get($"{path}/members/{member.Value("member_id")}/transactions?limit=1&type=redemption");
        Assert.That((list.Value("data.0.transaction_id"), list.Value("next_cursor")), Is.EqualTo((id, (string?)null)));
        var shown = await api.Get($"{path}/members/{member.Value("member_id")}");
        Assert.That((shown.Value("totals.earned"), shown.Value("totals.redeemed")), Is.EqualTo(("500.00", "100.50")));
    }

    [Test]
    public async Task Transactions_page_and_filter()
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "10");
        for (var i = 0; i < 4; i++)
        {
            await api.Post($"/v1/programs/{program}/redemptions",
                new
                {
                    member = new { email },
                    points = 1,
                    external_id = $"x{i}",
                    occurred_at = $"2026-01-0{i + 1}T00:00:00Z"
                });
        }

        var path = $"/v1/programs/{program}/members/email:{email}/transactions";
        var page = await api.Get($"{path}?limit=2");
        var seqs = new List<int>();
        while (true)
        {
            seqs.AddRange(page.At("data").EnumerateArray().Select(entry => entry.GetProperty("seq").GetInt32()));
            if (page.Value("next_cursor") is not { } cursor)
            {
                break;
            }

            await api.Post($"/v1/programs/{program}/accruals", new { member = new { email }, points = 1 });
            page = await api.Get($"{path}?limit=2&cursor={cursor}");
        }

        Assert.That(seqs, Is.EqualTo(new[] { 5, 4, 3, 2, 1 }));
        async Task<int> Count(string filter) => (await api.Get($"{path}?{filter}")).At("data").GetArrayLength();
        Assert.That(await Count("external_id=x2"), Is.EqualTo(1));
        Assert.That(await Count("from=2026-01-02T00:00:00Z&to=2026-01-04T00:00:00Z"), Is.EqualTo(2));
        Assert.That(await Count("from=2026-01-02T02:00:00%2B02:00&to=2026-01-02T00:00:01Z"), Is.EqualTo(1));
        Assert.That(await Count("type=redemption&status=posted"), Is.EqualTo(4));
        Assert.That(await Count("status=pending"), Is.Zero);
    }

    [Test]
    public async Task Erasing_answers_204_and_patching_200()
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "10");
        var path = $"/v1/programs/{program}/members/email:{email}";
        var patched = await api.Send("PATCH", path, new { name = "Ann", status = "blocked", reason = "fraud" });
        Assert.That((patched.Status, patched.Value("name"), patched.Value("status")),
            Is.EqualTo((HttpStatusCode.OK, "Ann", "blocked")));
        var blocked = await api.Post(
            $"/v1/programs/{program}/redemptions", new { member = new { email }, points = 999 });
        Assert.That((blocked.Status, blocked.Code, blocked.Value("reasons.1.code")),
            Is.EqualTo((HttpStatusCode.UnprocessableEntity, "account_blocked", "insufficient_points")));
        Assert.That((await api.Send("DELETE", path)).Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await api.Send("GET", path)).Code, Is.EqualTo("member_not_found"));
        var closed = await api.Get($"/v1/programs/{program}/members/{patched.Value("member_id")}");
        Assert.That((closed.Value("status"), closed.Value("name"), closed.Value("identifiers")),
            Is.EqualTo(("closed", (string?)null, "{}")));
    }

    [TestCase("lt", "Galima panaudoti tik 10.00 taškų.")]
    [TestCase("ru-RU, en;q=0.5", "Доступно только 10.00 баллов.")]
    [TestCase("de, en;q=0.2, lt;q=0.1", "Only 10.00 points are available.")]
    [TestCase("lt;q=0, *", "Only 10.00 points are available.")]
    [TestCase(";;;=,q", "Only 10.00 points are available.")]
    public async Task Messages_come_in_the_language_asked_for(string accept, string detail)
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "10");
        var answer = await api.Send(
            "POST", $"/v1/programs/{program}/redemptions", new { member = new { email }, points = 11 }, "k",
            request => request.Headers.TryAddWithoutValidation("Accept-Language", accept));
        Assert.That((answer.Value("detail"), answer.Value("reasons.0.message")), Is.EqualTo((detail, detail)));
    }

    [Test]
    public async Task Without_one_asked_for_it_is_the_members_language()
    {
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "10");
        await api.Send("PATCH", $"/v1/programs/{program}/members/email:{email}", new { language = "lt" });
        var answer = await api.Post($"/v1/programs/{program}/redemptions", new { member = new { email }, points = 11 });
        Assert.That(answer.Value("detail"), Does.StartWith("Galima"));
    }
}
