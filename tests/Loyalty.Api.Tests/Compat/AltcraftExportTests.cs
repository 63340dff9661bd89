namespace Loyalty.Api.Tests.Compat;

/// <summary>An export is what the ledger had when it was asked for, and whoever asked fetches it.</summary>
public sealed class AltcraftExportTests
{
    readonly ApiClient api = new();
    readonly AltcraftClient altcraft = new(ApiHost.AdminKey);

    async Task<(string Code, string Number, string Email)> Member()
    {
        var code = await api.NewProgram();
        var email = await api.NewMember(code, "100");
        return (code, (await api.Get($"/v1/programs/{code}")).Value("number")!, email);
    }

    Task<AltcraftReply> Redeem(string number, string email, int amount) => altcraft.Call(
        "redeeme_points", ("loyalty_program_id", number), ("matching", "email"), ("email", email), ("amount", amount));

    async Task<string> Asked(string number, params (string, object?)[] query)
    {
        var task = await altcraft.Call("transactions_export", [("loyalty_program_id", number), .. query]);
        Assert.That(task.Error, Is.Zero, task.Text);
        return task.Value("data.task_id")!;
    }

    /// <summary>The amounts of the file's lines.</summary>
    async Task<IEnumerable<string>> Amounts(string task, ApiClient? client = null)
    {
        var status = await altcraft.Call("transactions_export_status", ("task_id", task));
        var file = await (client ?? api).Get(status.Value("data.url")!);
        var lines = file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var amount = Array.IndexOf(lines[0].Split(','), "amount");
        return lines.Skip(1).Select(line => line.Split(',')[amount]);
    }

    [Test]
    public async Task What_comes_later_is_not_in_it()
    {
        var (_, number, email) = await Member();
        await Redeem(number, email, 1);
        var task = await Asked(number);
        await Redeem(number, email, 2);
        Assert.That(await Amounts(task), Is.EqualTo(new[] { "100", "-1" }));
        Assert.That(await Amounts(await Asked(number)), Is.EqualTo(new[] { "100", "-1", "-2" }));
    }

    [Test]
    public async Task It_goes_on_after_the_one_that_was_read_last_and_keeps_to_its_dates()
    {
        var (_, number, email) = await Member();
        var first = await Redeem(number, email, 1);
        await Redeem(number, email, 2);
        var rest = await Asked(number, ("from_id", first.Value("data.transaction_id")));
        Assert.That(await Amounts(rest), Is.EqualTo(new[] { "-2" }));
        var old = await Asked(number, ("date_to", "2020-01-01T00:00:00Z"));
        Assert.That(await Amounts(old), Is.Empty);
        Assert.That((await altcraft.Call(
            "transactions_export", ("loyalty_program_id", number), ("from_id", "txn_4398046511105"))).Error,
            Is.EqualTo(404));
        var turned = await altcraft.Call(
            "transactions_export", ("loyalty_program_id", number), ("date_from", "2026-01-02T00:00:00Z"),
            ("date_to", "2026-01-01T00:00:00Z"));
        Assert.That(turned.ErrorText, Does.Contain("date_to"));
    }

    [Test]
    public async Task Nobody_fetches_what_another_asked_for()
    {
        var (code, number, _) = await Member();
        var task = await Asked(number);
        var key = await api.NewKey(new { name = "other", scopes = new[] { "export" }, programs = new[] { code } });
        Assert.That((await new AltcraftClient(key).Call("transactions_export_status", ("task_id", task))).Error,
            Is.EqualTo(404));
        var file = await new ApiClient(key).Get($"/api/v1.1/loyalty/transactions_export_file?task_id={task}");
        Assert.That(file.Value("error"), Is.EqualTo("404"), file.Text);
    }
}
