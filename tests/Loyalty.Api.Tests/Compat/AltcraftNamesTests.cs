namespace Loyalty.Api.Tests.Compat;

/// <summary>Which transaction, and which profile, a client means.</summary>
public sealed class AltcraftNamesTests
{
    readonly ApiClient api = new();
    readonly AltcraftClient altcraft = new(ApiHost.AdminKey);

    async Task<(string Code, (string, object?)[] Whose)> Member(string points)
    {
        var code = await api.NewProgram();
        var email = await api.NewMember(code, points);
        var number = (await api.Get($"/v1/programs/{code}")).Value("number");
        return (code, [("loyalty_program_id", number), ("matching", "email"), ("email", email)]);
    }

    [Test]
    public async Task An_id_that_an_accrual_and_a_hold_have_means_the_hold_to_a_commit()
    {
        var (_, whose) = await Member("10");
        var accrual = await altcraft.Call("accrue_points", [.. whose, ("amount", 1), ("transaction_eid", "O-1")]);
        var hold = await altcraft.Call(
            "redeeme_points", [.. whose, ("amount", 5), ("transaction_eid", "O-1"), ("is_temp", true)]);
        (string, object?)[] named = [("loyalty_program_id", whose[0].Item2), ("transaction_eid", "O-1")];
        var committed = await altcraft.Call("commit_transaction", named);
        Assert.That((committed.Error, committed.Value("data.transaction_id")),
            Is.EqualTo((0, hold.Value("data.transaction_id"))), committed.Text);
        var which = await altcraft.Call("cancel_transaction", named);
        Assert.That((which.Error, which.ErrorText), Is.EqualTo(
            (409, "Several transactions have this transaction_eid: send transaction_id")));
        var cancelled = await altcraft.Call(
            "cancel_transaction", [.. named, ("transaction_id", accrual.Value("data.transaction_id"))]);
        Assert.That(cancelled.Value("data.balance"), Is.EqualTo("5.00"), cancelled.Text);
    }

    [Test]
    public async Task A_committed_accrual_is_cancelled_by_its_new_id_and_its_own_one()
    {
        var (_, whose) = await Member("10");
        await altcraft.Call(
            "accrue_points", [.. whose, ("amount", 3), ("transaction_eid", "A-1"), ("is_temp", true)]);
        var made = await altcraft.Call("commit_transaction", whose[0], ("transaction_eid", "A-1"));
        var cancelled = await altcraft.Call("cancel_transaction",
            ("transaction_id", made.Value("data.transaction_id")), ("transaction_eid", "A-1"));
        Assert.That((cancelled.Error, cancelled.Value("data.balance")), Is.EqualTo((0, "10.00")), cancelled.Text);
    }

    [Test]
    public async Task A_transaction_is_looked_for_in_the_program_that_is_named()
    {
        var (code, whose) = await Member("10");
        var (_, other) = await Member("10");
        var hold = (await altcraft.Call("redeeme_points", [.. whose, ("amount", 5), ("is_temp", true)]))
            .Value("data.transaction_id");
        Assert.That((await altcraft.Call("commit_transaction", other[0], ("transaction_id", hold))).Error,
            Is.EqualTo(404));
        var exported = await altcraft.Call("transactions_export", other[0], ("from_id", hold));
        Assert.That(exported.Error, Is.EqualTo(404), exported.Text);
        Assert.That((await altcraft.Call("transactions_export", other[0], ("points_currency_eid", "none"))).ErrorText,
            Is.EqualTo("points currency not found"));
        Assert.That((await api.Get($"/v1/redemptions/{hold}")).Value("status"), Is.EqualTo("held"), code);
    }

    [Test]
    public async Task Whoever_registers_a_profile_at_the_same_moment_is_answered_the_same()
    {
        var (code, whose) = await Member("10");
        for (var round = 0; round < 5; round++)
        {
            (string, object?)[] profile =
                [whose[0], ("matching", "email"), ("email", $"{Guid.NewGuid():N}@example.com")];
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 12).Select(_ => altcraft.Call("register_member", profile)));
            Assert.That(answers.Select(answer => answer.Text).Distinct().Count(), Is.EqualTo(1), code);
            Assert.That(answers[0].Error, Is.Zero, answers[0].Text);
        }
    }

    [Test]
    public async Task A_profile_is_never_called_by_the_id_of_another()
    {
        var (code, whose) = await Member("10");
        var first = await altcraft.Call("register_member", whose);
        var email = $"{Guid.NewGuid():N}@example.com";
        await api.Post($"/v1/programs/{code}/members", new { email, external_id = first.Value("profile_id") });
        var second = await altcraft.Call("register_member", whose[0], ("matching", "email"), ("email", email));
        Assert.That((second.Error, second.Value("profile_id")), Is.Not.EqualTo((0, first.Value("profile_id"))));
        await api.Send("DELETE", $"/v1/programs/{code}/members/email:{email}");
        var erased = await altcraft.Call(
            "register_member", whose[0], ("matching", "profile_id"), ("profile_id", second.Value("profile_id")));
        Assert.That(erased.ErrorText, Is.EqualTo("profile not found"));
    }

    [Test]
    public async Task A_file_that_is_refused_is_not_taken_for_the_file()
    {
        var file = await new ApiClient(null).Get("/api/v1.1/loyalty/transactions_export_file?task_id=none");
        Assert.That(((int)file.Status, file.Value("error")), Is.EqualTo((401, "401")), file.Text);
    }
}
