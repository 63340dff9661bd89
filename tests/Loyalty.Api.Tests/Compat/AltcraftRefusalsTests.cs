using System.Text;
using Loyalty.Api.Compat.Altcraft;
using Loyalty.Api.Refusals;
using Loyalty.Application.Ports;
using Loyalty.Domain.Redemptions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Loyalty.Api.Tests.Compat;

/// <summary>Whoever says no, says it as Altcraft would: HTTP 200, the number and a text in the body.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class AltcraftRefusalsTests(bool isXml)
{
    readonly ApiClient api = new();
    readonly AltcraftClient altcraft = new(ApiHost.AdminKey, isXml);

    async Task<(string Code, string Number, string Email)> Member(object? policy = null)
    {
        var code = await api.NewProgram(policy);
        var email = await api.NewMember(code, "100");
        return (code, (await api.Get($"/v1/programs/{code}")).Value("number")!, email);
    }

    static (string, object?)[] Redemption(string number, string email, object? amount) =>
        [("loyalty_program_id", number), ("matching", "email"), ("email", email), ("amount", amount)];

    async Task Expect(int error, string text, string path, params (string, object?)[] members)
    {
        var answer = await altcraft.Call(path, members);
        Assert.That(answer.Members(), Is.EqualTo(new[] { "error", "error_text" }), answer.Text);
        Assert.That((answer.Status, answer.Error), Is.EqualTo((200, error)), answer.Text);
        Assert.That(answer.ErrorText, Does.Contain(text));
    }

    [Test]
    public async Task What_a_redemption_is_refused_for()
    {
        var (code, number, email) = await Member(new { redemption = new { min_points = "5", multiple_of = "5" } });
        (string, object?)[] With(object? amount, params (string, object?)[] more) =>
            [.. Redemption(number, email, amount), .. more];
        const string call = "redeeme_points";
        await Expect(400, "Not enough points: Only 100.00", call, With("105"));
        await Expect(400, "too small", call, With("0.5"));
        await Expect(400, "multiple", call, With("7"));
        await Expect(400, "amount: Must be given", call, With(null));
        await Expect(400, "amount: Has the wrong form", call, With("ten"));
        await Expect(400, "amount: Must be above zero", call, With("-5"));
        await Expect(400, "amount: Must be above zero", call, With("0"));
        await Expect(400, "amount: At most 2 decimals", call, With("5.001"));
        await Expect(400, "temp_timeout_sec", call, With("5", ("is_temp", true), ("temp_timeout_sec", 0)));
        await Expect(400, "created_at", call, With("5", ("created_at", "yesterday")));
        var later = $"{DateTimeOffset.UtcNow.AddHours(1):O}";
        await Expect(400, "created_at", call, With("5", ("created_at", later)));
        await Expect(400, "external_data", call, With("5", ("external_data", "text")));
        await Expect(400, "transaction_eid", call, With("5", ("transaction_eid", new string('x', 256))));
        await Expect(404, "promotion not found", call, With("5", ("promotion_id", "none")));
        await Expect(404, "points currency", call, With("5", ("points_currency_eid", "none")));
        await Expect(404, "points currency", call, With("5", ("points_currency_iid", 2_000_000_000)));
        await Expect(404, "loyalty program not found", call,
            [("loyalty_program_id", 2_000_000_001), .. Redemption(number, email, "5").Skip(1)]);
        await Expect(400, "loyalty_program_id", call, [.. Redemption(number, email, "5").Skip(1)]);
        await Expect(404, "profile not found", call, Redemption(number, "nobody@example.com", "5"));
        await Expect(400, "email", call, Redemption(number, "nobody", "5"));
        await Expect(400, "matching", call, ("loyalty_program_id", number), ("amount", 5), ("email", email));
        await Expect(400, "matching", call,
            ("loyalty_program_id", number), ("amount", 5), ("matching", "name"), ("name", "x"));
        await Expect(400, "field_name", call,
            ("loyalty_program_id", number), ("amount", 5), ("matching", "custom"), ("field_name", "no"),
            ("field_value", 1));
        await api.Send("PATCH", $"/v1/programs/{code}/members/email:{email}", """{"status":"blocked","reason":"x"}""");
        await Expect(403, "blocked", call, With("5"));
        Assert.That((await api.Get($"/v1/programs/{code}/members/email:{email}/balance")).Value("available"),
            Is.EqualTo("100.00"), "nothing moved");
    }

    [Test]
    public async Task What_ends_is_refused_for()
    {
        var (_, number, email) = await Member(new { cancellation = new { window_seconds = 0 } });
        async Task<string> Made(params (string, object?)[] more) => (await altcraft.Call(
            "redeeme_points", [.. Redemption(number, email, "1"), .. more])).Value("data.transaction_id")!;
        await Expect(404, "transaction not found", "commit_transaction", ("transaction_id", "TRANS12345"));
        await Expect(404, "transaction not found", "rollback_transaction", ("transaction_eid", $"{Guid.NewGuid()}"));
        await Expect(400, "transaction_id: This or transaction_eid", "cancel_transaction");
        var posted = await Made();
        await Expect(409, "committed already", "commit_transaction", ("transaction_id", posted));
        await Expect(409, "too late", "cancel_transaction", ("transaction_id", posted));
        var held = await Made(("is_temp", true));
        Assert.That((await altcraft.Call("rollback_transaction", ("transaction_id", held))).Error, Is.Zero);
        await Expect(409, "rolled back already", "commit_transaction", ("transaction_id", held));
        await Expect(409, "rolled back already", "cancel_transaction", ("transaction_id", held));
        await Expect(404, "transaction not found", "commit_transaction",
            ("transaction_id", held), ("transaction_eid", "another"));
    }

    [Test]
    public async Task Who_has_no_token_or_not_the_right_one()
    {
        var (code, number, email) = await Member();
        var key = await api.NewKey(new { name = "till", scopes = new[] { "read" }, programs = new[] { code } });
        foreach (var (token, error) in new[] { (null, 401), ("wrong", 401), ((string?)key, 403) })
        {
            var answer = await new AltcraftClient(token, isXml).Call("redeeme_points", Redemption(number, email, "5"));
            Assert.That((answer.Status, answer.Error), Is.EqualTo((200, error)), answer.Text);
        }

        var elsewhere = await new AltcraftClient(null, isXml).Call(
            $"account/balance?token={key}", [.. Redemption(number, email, null)]);
        Assert.That(elsewhere.Error, Is.Zero, elsewhere.Text);
        var other = await new AltcraftClient(key, isXml).Call(
            $"account/balance?token={ApiHost.AdminKey}", [.. Redemption(number, email, null)]);
        Assert.That(other.Error, Is.EqualTo(401), "two tokens that differ are none");
        var (_, foreign, _) = await Member();
        Assert.That((await new AltcraftClient(key, isXml).Call(
            "account/balance", [.. Redemption(foreign, email, null)])).Error, Is.EqualTo(404));
    }

    [Test]
    public async Task What_is_no_call_or_no_body_of_one()
    {
        var type = isXml ? "application/xml" : "application/json";
        foreach (var (path, body, contentType, error) in new[]
        {
            ("nothing", "{}", type, 404), ("redeeme_points", "?", type, 400), ("redeeme_points", "", type, 401),
            ("redeeme_points", new string(' ', 70_000), type, 413), ("redeeme_points", "{}", "text/plain", 415),
        })
        {
            var answer = await altcraft.Send(path, body, contentType);
            Assert.That((answer.Status, answer.Error), Is.EqualTo((200, error)), $"{path} {error}: {answer.Text}");
        }

        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(
            ApiHost.Address, $"/api/v1.1/loyalty/redeeme_points?format={(isXml ? "xml" : "json")}"));
        Assert.That(text, Does.Contain("405"));
    }

    [Test]
    public async Task A_slash_too_many_is_one_slash()
    {
        var (_, number, email) = await Member();
        using var http = new HttpClient();
        using var body = new StringContent(
            $$"""
            {"token":"{{ApiHost.AdminKey}}","loyalty_program_id":{{number}},"matching":"email","email":"{{email}}"}
            """,
            Encoding.UTF8, "application/json");
        var answer = await http.PostAsync(
            new Uri($"{ApiHost.Address}api/v1.1//loyalty/account//balance{(isXml ? "?format=xml" : "")}"), body);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("100.00"));
    }

    /// <summary>Each of our codes has a row of its own; nobody falls through to our words.</summary>
    [Test]
    public void Every_code_is_said_by_the_table()
    {
        var calls = new[] { 401, 403, 404, 405, 408, 413, 414, 415, 429, 431, 500, 503 }
            .Select(status => Refusal.Of(status).Decline.Code);
        Assert.That(calls, Is.SubsetOf(AltcraftErrors.Table.Keys));
        Assert.That(RedemptionRules.Codes, Is.SubsetOf(AltcraftErrors.Table.Keys));
        var fault = new Faults(NullLogger<Faults>.Instance);
        Assert.That(AltcraftErrors.Of(fault.Describe(new StoreUnavailableException("x"))).Error, Is.EqualTo(503));
        Assert.That(AltcraftErrors.Of(fault.Describe(new InvalidOperationException("x"))), Is.EqualTo(
            (500, "Internal error")));
    }
}
