using Loyalty.Api.Tests.Processes;

namespace Loyalty.Api.Tests.Compat;

/// <summary>Altcraft's contract as its documents show it, in JSON and in XML.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class AltcraftTests(bool isXml)
{
    readonly ApiClient api = new();
    readonly AltcraftClient altcraft = new(ApiHost.AdminKey, isXml);

    /// <summary>A program with the currency of the vendor's samples, and its number.</summary>
    async Task<(string Code, string Number)> Program()
    {
        var code = $"p{Guid.NewGuid():N}";
        var made = await api.Post("/v1/programs", new
        {
            code,
            name = "Test",
            points_currencies = new[] { new { code = "stars", name = "Stars" } },
            custom_fields = new[] { "user_id" },
            tiers = new object[]
            {
                new { code = "base", name = "Base" },
                new { code = "gold", name = "Gold", min_points_earned = "500" },
            },
        });
        await api.Post($"/v1/programs/{code}/promotions", new { id = "PROMO123", name = "Promotion" });
        return (code, made.Value("number")!);
    }

    async Task<(string Program, string Code, string Email)> Member(string points)
    {
        var (code, number) = await Program();
        return (number, code, await api.NewMember(code, points));
    }

    Task<AltcraftReply> Redeem(string program, string email, string amount, params (string, object?)[] more) =>
        altcraft.Call("redeeme_points",
        [
            ("loyalty_program_id", program), ("points_currency_eid", "stars"), ("amount", amount),
            ("matching", "email"), ("email", email), .. more,
        ]);

    [Test]
    public async Task The_documented_redemption_is_answered_as_documented()
    {
        var (program, _, email) = await Member("500");
        var answer = await Redeem(program, email, "100.50",
            ("promotion_id", "PROMO123"), ("is_temp", false), ("transaction_eid", "uiuiuiiu-ouiihfs-sdfsdf"),
            ("external_data", new Dictionary<string, string> { ["order_id"] = "ORDER-123" }));
        Assert.That(answer.Members(), Is.EqualTo(new[] { "error", "error_text", "data" }));
        Assert.That(answer.Members("data"), Is.EqualTo(new[] { "transaction_id", "balance_before", "balance_after" }));
        Assert.That(
            (answer.Status, answer.Error, answer.ErrorText, answer.Value("data.balance_before"),
                answer.Value("data.balance_after")),
            Is.EqualTo((200, 0, "Successful operation", "500.00", "399.50")), answer.Text);
        var own = await api.Get($"/v1/transactions/{answer.Value("data.transaction_id")}");
        Assert.That((own.Value("promotion_id"), own.Value("external_id"), own.At("metadata").GetRawText()), Is.EqualTo(
            ("PROMO123", "uiuiuiiu-ouiihfs-sdfsdf", """{"order_id":"ORDER-123"}""")));
    }

    [Test]
    public async Task The_whole_story_in_this_contract_alone()
    {
        var (code, number) = await Program();
        var email = $"{Guid.NewGuid():N}@example.com";
        (string, object?)[] whose =
            [("loyalty_program_id", number), ("matching", "email"), ("email", email)];
        var registered = await altcraft.Call("register_member", whose);
        Assert.That(registered.Members(), Is.EqualTo(new[] { "error", "error_text", "profile_id" }));
        Assert.That((await altcraft.Call("register_member", whose)).Value("profile_id"),
            Is.EqualTo(registered.Value("profile_id")));
        var byId = await altcraft.Call("account/balance",
            ("loyalty_program_id", number), ("matching", "profile_id"),
            ("profile_id", registered.Value("profile_id")));
        Assert.That((byId.Error, byId.Value("data.total_balance"), byId.Value("data.active_balance")),
            Is.EqualTo((0, "0.00", "0.00")), byId.Text);

        var accrued = await altcraft.Call("accrue_points",
            [
                .. whose, ("amount", "600"), ("transaction_eid", $"a-{email}"),
                ("expiration_date", "2030-01-01T00:00:00+02:00"),
            ]);
        Assert.That((accrued.Error, accrued.Value("data.balance_before"), accrued.Value("data.balance_after")),
            Is.EqualTo((0, "0.00", "600.00")), accrued.Text);
        var tier = await altcraft.Call("account/tiers", whose);
        Assert.That((tier.Value("data.0.tier_eid"), tier.Value("data.0.tiers_group_type")),
            Is.EqualTo(("gold", "cumulative")), tier.Text);
        var expiring = await altcraft.Call("account/expiring_points",
            [.. whose, ("date_from", "2029-01-01T00:00:00Z"), ("date_to", "2029-12-31T22:00:00Z")]);
        Assert.That(expiring.Value("data.expiring_points"), Is.EqualTo("600.00"), expiring.Text);

        (string, object?)[] temporary = [("is_temp", true), ("temp_timeout_sec", 900)];
        await Redeem(number, email, "10", [.. temporary, ("transaction_eid", $"h-{email}")]);
        var held = await Redeem(number, email, "20", temporary);
        Assert.That((held.Value("data.balance_before"), held.Value("data.balance_after")), Is.EqualTo(
            ("590.00", "570.00")));
        var committed = await altcraft.Call("commit_transaction", ("transaction_eid", $"h-{email}"));
        Assert.That((committed.Error, committed.Value("data.balance")), Is.EqualTo((0, "570.00")), committed.Text);
        var rolledBack = await altcraft.Call(
            "rollback_transaction", ("transaction_id", held.Value("data.transaction_id")));
        Assert.That((rolledBack.Error, rolledBack.Value("data.balance")), Is.EqualTo((0, "590.00")), rolledBack.Text);
        Assert.That((await altcraft.Call("commit_transaction", ("transaction_id", held.Value("data.transaction_id"))))
            .Error, Is.EqualTo(409));
        var cancelled = await altcraft.Call("cancel_transation", ("transaction_eid", $"h-{email}"));
        Assert.That((cancelled.Error, cancelled.Value("data.balance")), Is.EqualTo((0, "600.00")), cancelled.Text);

        var over = await Redeem(number, email, "30", ("is_temp", true), ("temp_timeout_sec", 1));
        Assert.That(over.Value("data.balance_after"), Is.EqualTo("570.00"), over.Text);
        await ServiceProcess.Until(async () =>
            (await altcraft.Call("account/balance", whose)).Value("data.active_balance") == "600.00");
        Assert.That((await altcraft.Call("commit_transaction", ("transaction_id", over.Value("data.transaction_id"))))
            .ErrorText, Is.EqualTo("The transaction has timed out"));

        var promised = await altcraft.Call("accrue_points", [.. whose, ("amount", "5.5"), .. temporary]);
        Assert.That((await altcraft.Call("account/balance", whose)).Value("data.total_balance"), Is.EqualTo("605.50"));
        var made = await altcraft.Call("commit_transaction",
            ("transaction_id", promised.Value("data.transaction_id")));
        Assert.That((made.Value("data.balance"), made.Value("data.transaction_id")), Is.EqualTo(
            ("605.50", made.Value("data.transaction_id"))));
        Assert.That(made.Value("data.transaction_id"), Is.Not.EqualTo(promised.Value("data.transaction_id")));

        var first = await altcraft.Call("account/transactions", [.. whose, ("limit", 2)]);
        Assert.That((first.Value("data.0.transaction_eid"), first.Value("data.0.amount"),
            first.Value("data.0.balance_after"), first.Value("data.0.expiration_date"),
            first.Value("data.1.amount"), first.Value("data.2")), Is.EqualTo(
            ($"a-{email}", "600", "600", "2029-12-31T22:00:00Z", "-10", (string?)null)), first.Text);
        var next = await altcraft.Call("account/transactions",
            [.. whose, ("from_id", first.Value("data.1.transaction_id")), ("limit", 100)]);
        Assert.That((next.Value("data.0.amount"), next.Value("data.0.transaction_type")), Is.EqualTo(
            ("-20", "hold")), next.Text);

        var task = await altcraft.Call("transactions_export", ("loyalty_program_id", number));
        var status = await altcraft.Call("transactions_export_status", ("task_id", task.Value("data.task_id")));
        Assert.That(status.Value("data.status"), Is.EqualTo("done"), status.Text);
        var file = await new ApiClient().Get(status.Value("data.url")!);
        Assert.That(file.Text.Split("\r\n"), Has.Length.EqualTo(12), file.Text);
        Assert.That((await new ApiClient(null).Get(status.Value("data.url")!)).Text, Does.Contain("401"));

        var left = await altcraft.Call("delete_member", whose);
        Assert.That((left.Error, left.Value("profile_id")), Is.EqualTo((0, registered.Value("profile_id"))));
        Assert.That((await Redeem(number, email, "1")).ErrorText, Does.Contain("profile not found"));
        Assert.That((await altcraft.Call("register_member", whose)).Error, Is.EqualTo(0));
        Assert.That((await api.Get($"/v1/programs/{code}/members/email:{email}/balance")).Value("balance"),
            Is.EqualTo("605.50"));
    }

    [Test]
    public async Task An_id_of_ones_own_that_comes_again_is_answered_the_same_and_never_done_twice()
    {
        var (program, code, email) = await Member("100");
        var first = await Redeem(program, email, "10", ("transaction_eid", "x"));
        var again = await Redeem(program, email, "10.00", ("transaction_eid", "x"));
        Assert.That(again.Text, Is.EqualTo(first.Text));
        Assert.That((await Redeem(program, email, "11", ("transaction_eid", "x"))).Error, Is.EqualTo(409));
        var own = await api.Post($"/v1/programs/{code}/redemptions",
            new { member = new { email }, points = 11, external_id = "x" });
        Assert.That(own.Code, Is.EqualTo("external_id_taken"), "both contracts share the books");
        Assert.That((await Redeem(program, email, "1000", ("transaction_eid", "y"))).Error, Is.EqualTo(400));
        Assert.That((await Redeem(program, email, "90", ("transaction_eid", "y"))).Error, Is.EqualTo(0));
    }

    [Test]
    public async Task An_idempotency_key_has_its_full_effect()
    {
        var (program, code, email) = await Member("100");
        Task<AltcraftReply> Redeemed(int amount) => altcraft.Send("redeeme_points", isXml
            ? $"<xml><token>{ApiHost.AdminKey}</token><loyalty_program_id>{program}</loyalty_program_id>"
                + $"<matching>email</matching><email>{email}</email><amount>{amount}</amount></xml>"
            : $$"""
            {"token":"{{ApiHost.AdminKey}}","loyalty_program_id":{{program}},"matching":"email","email":"{{email}}",
             "amount":{{amount}}}
            """, isXml ? "text/xml" : "application/json", $"once-{email}");
        var (first, again, other) = (await Redeemed(10), await Redeemed(10), await Redeemed(11));
        Assert.That((first.Error, again.Text, other.Error), Is.EqualTo((0, first.Text, 409)), other.Text);
        Assert.That((await api.Get($"/v1/programs/{code}/members/email:{email}/balance")).Value("balance"),
            Is.EqualTo("90.00"));
    }

    [Test]
    public async Task Profiles_are_found_by_every_matching()
    {
        var (code, number) = await Program();
        var (email, phone) = ($"{Guid.NewGuid():N}@example.com", $"+3706{Random.Shared.Next(1000000, 9999999)}");
        var member = await api.Post($"/v1/programs/{code}/members", new
        {
            email,
            phone,
            external_id = $"C-{email}",
            custom = new { user_id = "77" },
        });
        foreach (var matching in new (string, object?)[][]
        {
            [("matching", "email"), ("email", email.ToUpperInvariant())],
            [("matching", "phone"), ("phone", phone)],
            [("matching", "profile_id"), ("profile_id", member.Value("member_id"))],
            [("matching", "profile_id"), ("profile_id", $"C-{email}")],
            [("matching", "custom"), ("field_name", "user_id"), ("field_value", 77)],
        })
        {
            var balance = await altcraft.Call(
                "account/balance", [("loyalty_program_id", int.Parse(number)), ("anything", "else"), .. matching]);
            Assert.That(balance.Error, Is.EqualTo(0), balance.Text);
        }
    }

    [Test]
    public async Task Promotions_are_listed_page_by_page()
    {
        var (code, number) = await Program();
        await api.Post($"/v1/programs/{code}/promotions", new
        {
            id = "B",
            name = "Second",
            active = false,
            redeem_rules = new[] { new { points_currency = "stars", min_points = 5 } },
        });
        var first = await altcraft.Call("trigger_promotions", ("loyalty_program_id", number), ("limit", 1));
        Assert.That((first.Value("data.0.external_id"), first.Value("data.1"), first.Value("total_count")),
            Is.EqualTo(("PROMO123", (string?)null, "2")), first.Text);
        var second = await altcraft.Call(
            "trigger_promotions", ("loyalty_program_id", number), ("from_id", first.Value("next_from_id")));
        Assert.That((second.Value("data.0.external_id"), second.Value("data.0.is_active")?.ToLowerInvariant(),
            second.Value("data.0.redeem_rules.0.min_amount"), second.Value("data.0.redeem_rules.0.points_currency_eid"),
            second.Value("next_from_id")), Is.EqualTo(("B", "false", "5.00", "stars", (string?)null)), second.Text);
        var active = await altcraft.Call(
            "trigger_promotions", ("loyalty_program_id", number), ("is_active", true));
        Assert.That(active.Value("total_count"), Is.EqualTo("1"));
    }
}
