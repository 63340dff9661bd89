using Loyalty.Api.Tests.Compat;

namespace Loyalty.Api.Tests.Processes;

/// <summary>Two instances, two contracts, one member: of what excludes each other one wins, and the books stay right.
/// </summary>
public sealed class AltcraftRacesTests
{
    const int Rounds = 12;

    [Test]
    public async Task Whoever_is_first_wins_through_both_contracts_and_instances()
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = await ApiHost.NewDatabase(),
            ["Loyalty__Compat__Altcraft__Prefix"] = "/altcraft",
        };
        await using var one = new ServiceProcess("serve", settings);
        await using var two = new ServiceProcess("serve", settings);
        await one.WaitUntilReady();
        await two.WaitUntilReady();
        var code = await one.Client.NewProgram();
        var email = await one.Client.NewMember(code, "1000");
        var number = (await one.Client.Get($"/v1/programs/{code}")).Value("number");
        var there = new AltcraftClient(ApiHost.AdminKey, address: new(two.Address, "/altcraft/"));
        (string, object?)[] Whose(string amount) =>
            [("loyalty_program_id", number), ("matching", "email"), ("email", email), ("amount", amount)];

        var taken = 0m;
        for (var round = 0; round < Rounds; round++)
        {
            var eid = $"once-{round}";
            var own = Enumerable.Range(0, 3).Select(_ => one.Client.Post($"/v1/programs/{code}/redemptions",
                new { member = new { email }, points = 3, external_id = eid }));
            var theirs = Enumerable.Range(0, 3).Select(
                _ => there.Call("redeeme_points", [.. Whose("3"), ("transaction_eid", eid)])).ToList();
            var ids = (await Task.WhenAll(own)).Where(answer => answer.Status == HttpStatusCode.Created)
                .Select(answer => answer.Value("transaction_id"))
                .Concat((await Task.WhenAll(theirs)).Where(answer => answer.Error == 0)
                    .Select(answer => answer.Value("data.transaction_id")));
            Assert.That(ids.Distinct().Count(), Is.EqualTo(1), "one operation, whoever asked");
            taken += 3;

            var held = (await there.Call("redeeme_points", [.. Whose("10"), ("is_temp", true)]))
                .Value("data.transaction_id");
            var commit = one.Client.Post($"/v1/redemptions/{held}/commit", new { });
            var end = there.Call(
                round % 2 == 0 ? "rollback_transaction" : "cancel_transaction", ("transaction_id", held));
            var isCommitted = (await commit).Status == HttpStatusCode.OK;
            var isEnded = (await end).Error == 0;

            // What was committed first may be cancelled after it; nothing else goes together.
            Assert.That(isCommitted && isEnded, Is.EqualTo(isCommitted && isEnded && round % 2 == 1));
            Assert.That(isCommitted || isEnded, Is.True);
            taken += isCommitted && !isEnded ? 10 : 0;
        }

        var balance = await there.Call("account/balance", Whose("0"));
        Assert.That(decimal.Parse(balance.Value("data.active_balance")!,
            System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(1000 - taken));
        Assert.That((await one.Client.Send("POST", "/api/v1.1/loyalty/account/balance", "{}")).Code,
            Is.EqualTo("not_found"), "behind its prefix alone");
        var odd = await one.Client.Send("POST", "/altcraft//api/v1.1///loyalty/account/balance?x=%00", "{}");
        Assert.That(odd.Value("error"), Is.EqualTo("400"), odd.Text);
        await using var verify = new ServiceProcess("verify", settings);
        Assert.That(await verify.Exit(), Is.Zero, verify.Output);
    }

    [Test]
    public async Task A_contract_can_be_switched_off_and_its_refusals_have_a_status_where_that_is_set()
    {
        var database = await ApiHost.NewDatabase();
        await using var off = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = database,
            ["Loyalty__Compat__Altcraft__Enabled"] = "false",
        });
        await off.WaitUntilReady();
        await using var strict = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = database,
            ["Loyalty__Compat__Altcraft__StatusFromError"] = "true",
        });
        await strict.WaitUntilReady();
        Assert.That((await off.Client.Send("POST", "/api/v1.1/loyalty/account/balance", "{}")).Code,
            Is.EqualTo("not_found"));
        var answer = await new AltcraftClient("wrong", address: strict.Address).Call("account/balance");
        Assert.That((answer.Status, answer.Error), Is.EqualTo((401, 401)));
    }
}
