namespace Loyalty.Api.Tests;

/// <summary>Holds, temporary accruals, cancels and corrections as a till and its staff see them.</summary>
public sealed class TwoPhaseTests
{
    readonly ApiClient admin = new();

    [Test]
    public async Task Points_are_set_aside_listed_taken_in_part_and_given_back()
    {
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "100");
        var hold = await Hold(program, email, 60, "till-1");
        var id = hold.Value("transaction_id");
        Assert.That((hold.Status, hold.Value("type"), hold.Value("status"), hold.Value("balance.held"),
            hold.Value("balance.available"), hold.Value("message")), Is.EqualTo(
            (HttpStatusCode.Created, "redemption", "held", "60.00", "40.00", "60.00 points set aside.")));
        Assert.That(hold.Value("hold_expires_at"), Is.Not.Null);

        var open = await admin.Get($"/v1/programs/{program}/members/email:{email}/redemptions?status=held");
        Assert.That((open.At("data").GetArrayLength(), open.Value("data.0.transaction_id")), Is.EqualTo((1, id)));
        var byId = await admin.Get($"/v1/programs/{program}/members/email:{email}/redemptions?external_id=till-1");
        Assert.That(byId.Value("data.0.external_id"), Is.EqualTo("till-1"));

        var tooMuch = await admin.Post($"/v1/redemptions/{id}/commit", new { points = "60.01" });
        Assert.That((tooMuch.Status, tooMuch.Code), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "exceeds_hold")));
        var committed = await admin.Post($"/v1/redemptions/{id}/commit", new { points = 45 }, "commit-1");
        Assert.That((committed.Status, committed.Value("status"), committed.Value("points"),
            committed.Value("released"), committed.Value("balance.balance")), Is.EqualTo(
            (HttpStatusCode.OK, "posted", "45.00", "15.00", "55.00")));
        var again = await admin.Post($"/v1/redemptions/{id}/commit", new { points = 45 }, "commit-1");
        Assert.That((again.Text, again.Replayed), Is.EqualTo((committed.Text, "true")));
        Assert.That((await admin.Post($"/v1/redemptions/{id}/rollback", new { reason = "late" })).Code,
            Is.EqualTo("already_committed"));

        var list = await admin.Get($"/v1/programs/{program}/members/email:{email}/transactions");
        Assert.That((list.Value("data.0.type"), list.Value("data.0.status"), list.Value("data.0.amount"),
            list.Value("data.0.points"), list.Value("data.0.related_transaction_id"), list.Value("data.1.status")),
            Is.EqualTo(("commit", "committed", "-45.00", "15.00", id, "committed")));
        var commitId = list.Value("data.0.transaction_id");
        var found = await admin.Get($"/v1/redemptions/{commitId}");
        Assert.That((found.Value("transaction_id"), found.Value("committed_points")), Is.EqualTo((id, "45.00")));

        var cancel = await admin.Post($"/v1/transactions/{id}/cancel", new { points = 5, reason = "returned" });
        Assert.That((cancel.Status, cancel.Value("type"), cancel.Value("cancels"), cancel.Value("status"),
            cancel.Value("balance.balance")), Is.EqualTo(
            (HttpStatusCode.OK, "cancellation", id, "partly_cancelled", "60.00")));
        Assert.That((await admin.Get($"/v1/transactions/{cancel.Value("transaction_id")}")).Value("reason"),
            Is.EqualTo("returned"));
        Assert.That((await admin.Post($"/v1/transactions/{id}/cancel", new { points = 40.01, reason = "x" })).Code,
            Is.EqualTo("exceeds_cancellable"));
        Assert.That((await admin.Post($"/v1/transactions/{commitId}/cancel", new { reason = "x" })).Value("points"),
            Is.EqualTo("40.00"));
        Assert.That((await admin.Post($"/v1/transactions/{id}/cancel", new { reason = "x" })).Code,
            Is.EqualTo("already_cancelled"));
        Assert.That((await admin.Get($"/v1/redemptions/{id}")).Value("cancelled_points"), Is.EqualTo("45.00"));
    }

    [Test]
    public async Task Ending_something_needs_no_body_but_a_key()
    {
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "100");
        var id = (await Hold(program, email, 10)).Value("transaction_id");
        Assert.That((await admin.Send("POST", $"/v1/redemptions/{id}/rollback")).Code,
            Is.EqualTo("idempotency_key_required"));
        var rolledBack = await admin.Send("POST", $"/v1/redemptions/{id}/rollback", null, "no-body");
        Assert.That((rolledBack.Status, rolledBack.Value("status"), rolledBack.Value("balance.held")),
            Is.EqualTo((HttpStatusCode.OK, "rolled_back", "0.00")));
        Assert.That((await admin.Send("POST", $"/v1/redemptions/{id}/commit", null, "no-body")).Code,
            Is.EqualTo("idempotency_key_reused"));
        Assert.That((await admin.Send("POST", $"/v1/redemptions/{id}/commit", "{\"point\":1}", "typo")).Code,
            Is.EqualTo("validation_failed"));
    }

    [Test]
    public async Task A_temporary_accrual_is_pending_until_it_is_committed()
    {
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "1");
        var accrual = await admin.Post($"/v1/programs/{program}/accruals",
            new { member = new { email }, points = 30, pending = new { timeout_seconds = 900 } });
        Assert.That((accrual.Value("status"), accrual.Value("balance.pending"), accrual.Value("balance.balance")),
            Is.EqualTo(("pending", "30.00", "1.00")));
        var id = accrual.Value("transaction_id");
        Assert.That((await admin.Post($"/v1/redemptions/{id}/commit", new { })).Code,
            Is.EqualTo("transaction_not_found"));
        var committed = await admin.Post($"/v1/accruals/{id}/commit", new { });
        Assert.That((committed.Status, committed.Value("status"), committed.Value("balance.balance")),
            Is.EqualTo((HttpStatusCode.OK, "posted", "31.00")));
        Assert.That((await admin.Post($"/v1/accruals/{id}/rollback", new { })).Code, Is.EqualTo("already_committed"));
        Assert.That((await admin.Post($"/v1/programs/{program}/accruals", new
        {
            member = new { email },
            points = 30,
            pending = new { timeout_seconds = 0 },
        })).Value("errors.0.field"), Is.EqualTo("pending.timeout_seconds"));
    }

    [Test]
    public async Task Staff_corrects_with_a_sign_and_a_reason()
    {
        var program = await admin.NewProgram(new { cancellation = new { allow_negative_correction = true } });
        var email = await admin.NewMember(program, "10");
        var member = new { email };
        var path = $"/v1/programs/{program}/adjustments";
        var down = await admin.Post(path, new { member, points = "-12.50", reason = "counted twice" }, "adj");
        Assert.That((down.Status, down.Value("type"), down.Value("points"), down.Value("balance.balance"),
            down.Value("balance.debt")), Is.EqualTo(
            (HttpStatusCode.Created, "adjustment", "-12.50", "0.00", "2.50")));
        Assert.That((await admin.Post(path, new { member, points = "-12.50", reason = "counted twice" }, "adj")).Text,
            Is.EqualTo(down.Text));
        var up = await admin.Post(path, new { member, points = 5, reason = "sorry", counts_as_earned = false });
        Assert.That((up.Value("balance.balance"), up.Value("balance.debt")), Is.EqualTo(("2.50", "0.00")));
        Assert.That((await admin.Get($"/v1/programs/{program}/members/email:{email}")).Value("totals.earned"),
            Is.EqualTo("-2.50"));
        foreach (var (body, field) in new (object, string)[]
        {
            (new { member, points = "0.00", reason = "x" }, "points"),
                (new { member, points = "+1", reason = "x" }, "points"),
            (new { member, points = "--1", reason = "x" }, "points"), (new { member, points = 1 }, "reason"),
            (new { member, points = "-100000000000001", reason = "x" }, "points"),
        })
        {
            Assert.That((await admin.Post(path, body)).Value("errors.0.field"), Is.EqualTo(field));
        }
    }

    [Test]
    public async Task The_past_the_coming_expiries_and_what_is_no_time_are_told()
    {
        var program = await admin.NewProgram(new { expiry = new { after_days = 10 } });
        var email = await admin.NewMember(program, "5");
        var member = $"/v1/programs/{program}/members/email:{email}";
        Assert.That((await admin.Get($"{member}/balance?at=2020-01-01T00:00:00Z")).Value("balance"),
            Is.EqualTo("0.00"));
        Assert.That((await admin.Get($"{member}/balance?at=2990-01-01T00:00:00Z")).Value("errors.0.field"),
            Is.EqualTo("at"));
        await admin.Post($"/v1/programs/{program}/accruals",
            new { member = new { email }, points = 7, expires_at = "2990-01-01T00:00:00Z" });
        var all = await admin.Get($"{member}/expirations?limit=1");
        Assert.That((all.Value("total"), all.At("data").GetArrayLength(), all.Value("data.0.points")),
            Is.EqualTo(("12.00", 1, "5.00")));
        var rest = await admin.Get($"{member}/expirations?limit=1&cursor={all.Value("next_cursor")}");
        Assert.That((rest.Value("total"), rest.Value("data.0.expires_at"), rest.Value("next_cursor")),
            Is.EqualTo(("12.00", "2990-01-01T00:00:00Z", (string?)null)));
        Assert.That((await admin.Get(
            $"{member}/expirations?from=2990-01-01T00:00:00Z&to=2990-01-01T00:00:00Z")).Value("total"),
            Is.EqualTo("7.00"));
        Assert.That((await admin.Get($"{member}/expirations?from=2030-01-01T00:00:00Z&to=2029-01-01T00:00:00Z"))
            .Value("errors.0.code"), Is.EqualTo("before_from"));
    }

    [Test]
    public async Task Policies_have_bounds_and_null_is_an_endless_window()
    {
        var program = await admin.NewProgram(new { hold = new { max_timeout_seconds = 60 } });
        var path = $"/v1/programs/{program}";
        Assert.That((await admin.Get(path)).Value("policy.cancellation.window_seconds"), Is.EqualTo("86400"));
        var endless = await admin.Send("PATCH", path, "{\"policy\":{\"cancellation\":{\"window_seconds\":null}}}");
        Assert.That((endless.Status, endless.Value("policy.cancellation.window_seconds"),
            endless.Value("policy.hold.max_timeout_seconds")), Is.EqualTo((HttpStatusCode.OK, (string?)null, "60")));
        foreach (var (block, name, bad, good) in new (string, string, string, string)[]
        {
            ("hold", "max_timeout_seconds", "0", "1"), ("hold", "max_timeout_seconds", "31536001", "31536000"),
            ("hold", "default_timeout_seconds", "0", "1"), ("cancellation", "window_seconds", "-1", "0"),
            ("cancellation", "window_seconds", "315360001", "315360000"), ("expiry", "after_days", "0", "1"),
            ("expiry", "after_days", "36501", "36500"), ("expiry", "activation_delay_days", "-1", "0"),
            ("expiry", "restored_grace_days", "36501", "36500"), ("expiry", "restored_grace_days", "-1", "0"),
        })
        {
            string Patch(string value) => $"{{\"policy\":{{\"{block}\":{{\"{name}\":{value}}}}}}}";
            Assert.That((await admin.Send("PATCH", path, Patch(bad))).Value("errors.0.field"),
                Is.EqualTo($"policy.{block}.{name}"));
            Assert.That((await admin.Send("PATCH", path, Patch(good))).Value($"policy.{block}.{name}"),
                Is.EqualTo(good));
        }
    }

    Task<ApiAnswer> Hold(string program, string email, decimal points, string? externalId = null) => admin.Post(
        $"/v1/programs/{program}/redemptions",
        new { member = new { email }, points, hold = new { timeout_seconds = 900 }, external_id = externalId });
}
