using System.Text;
using System.Text.Json;
using Loyalty.Api.Compat;
using Loyalty.Api.Compat.Altcraft;
using Loyalty.Api.Refusals;
using Loyalty.Api.Tests.Processes;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Loyalty.Api.Tests.Compat;

/// <summary>
/// Each row of the table of codes comes to be said: those of business by a call that runs into them, the rest, which no
/// client can provoke at will, as the dialect writes them.
/// </summary>
public sealed class AltcraftCodesTests
{
    static readonly string[] OfTheServer =
    [
        "request_timeout", "uri_too_long", "headers_too_large", "rate_limited", "internal_error", "unavailable",
        "payload_too_large", "unsupported_media_type", "method_not_allowed", "unauthorized", "forbidden", "not_found",
    ];

    /// <summary>Those that AltcraftRefusalsTests and AltcraftTests run into.</summary>
    static readonly string[] Elsewhere =
    [
        "validation_failed", "program_not_found", "member_not_found", "promotion_not_found", "transaction_not_found",
        "insufficient_points", "below_minimum", "not_a_multiple", "account_blocked", "account_closed",
        "external_id_taken", "idempotency_key_reused", "already_committed", "already_rolled_back",
        "cancellation_window_closed",
    ];

    readonly ApiClient api = new();
    readonly AltcraftClient altcraft = new(ApiHost.AdminKey);

    static IEnumerable<string> Provoked => typeof(AltcraftCodesTests).GetMethod(nameof(A_code_of_business_is_said))!
        .GetCustomAttributes(typeof(TestCaseAttribute), false).Cast<TestCaseAttribute>()
        .Select(test => (string)test.Arguments[0]!);

    /// <summary>What can't be reached by a client of this contract: it would be said, if it came to that.</summary>
    static readonly string[] Unreachable =
    [
        "points_required", "identifier_taken", "points_mismatch", "currency_not_supported", "exceeds_purchase_share",
        "not_combinable", "out_of_stock", "code_taken",
    ];

    [Test]
    public void No_row_is_without_a_test() => Assert.That(
        AltcraftErrors.Table.Keys, Is.EquivalentTo([.. OfTheServer, .. Elsewhere, .. Provoked, .. Unreachable]));

    [TestCaseSource(nameof(Unreachable))]
    public void What_is_not_reached_would_be_said(string code) => Assert.That(
        AltcraftErrors.Of(Refusal.Of(new Decline(DeclineKind.Conflict, [Reason.Of(code)], []))),
        Is.EqualTo(AltcraftErrors.Table[code]));

    static IEnumerable<Refusal> ServersRefusals()
    {
        var fault = new Faults(NullLogger<Faults>.Instance);
        return new[] { 401, 403, 404, 405, 408, 413, 414, 415, 429, 431 }.Select(Refusal.Of)
            .Append(fault.Describe(new StoreUnavailableException("x")))
            .Append(fault.Describe(new InvalidOperationException("x")));
    }

    [Test]
    public async Task What_the_server_says_has_the_vendors_form([Values] bool hasStatus)
    {
        var dialect = new AltcraftDialect(new CompatOptions { HasStatusFromError = hasStatus });
        var said = new List<string>();
        foreach (var refusal in ServersRefusals())
        {
            var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
            await dialect.Refuse(context, refusal);
            var text = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
            using var body = JsonDocument.Parse(text);
            var (error, words) = AltcraftErrors.Table[refusal.Decline.Code];
            Assert.That((body.RootElement.GetProperty("error").GetInt32(),
                body.RootElement.GetProperty("error_text").GetString()), Is.EqualTo((error, words)), text);
            Assert.That(
                context.Response.StatusCode, Is.EqualTo(hasStatus || error is 429 or >= 500 ? error : 200), text);
            Assert.That(context.Response.Headers.RetryAfter.Count > 0, Is.EqualTo(error == 503));
            said.Add(refusal.Decline.Code);
        }

        Assert.That(said, Is.EquivalentTo(OfTheServer));
    }

    [TestCase("above_maximum", "redeeme_points", "amount:60")]
    [TestCase("limit_reached", "redeeme_points", "amount:30 again")]
    [TestCase("promotion_amount_mismatch", "redeeme_points", "amount:5 promotion_id:STATIC")]
    [TestCase("not_eligible", "redeeme_points", "amount:5 promotion_id:OVER")]
    [TestCase("ambiguous_reference", "cancel_transaction", "transaction_eid:twice")]
    [TestCase("accrual_already_spent", "cancel_transaction", "transaction_eid:spent")]
    [TestCase("hold_timed_out", "commit_transaction", "transaction_eid:over")]
    [TestCase("already_cancelled", "cancel_transaction", "transaction_eid:cancelled")]
    [TestCase("not_cancellable", "cancel_transaction", "transaction_eid:adjusted")]
    public async Task A_code_of_business_is_said(string code, string call, string what)
    {
        var (program, email) = await Prepared();
        (string, object?)[] whose =
        [
            ("loyalty_program_id", (await api.Get($"/v1/programs/{program}")).Value("number")), ("matching", "email"),
            ("email", email),
        ];
        Task<AltcraftReply> Call(string name, params (string, object?)[] members) =>
            altcraft.Call(name, [.. whose, .. members]);
        foreach (var (name, eid, amount, timeout) in new (string, string, int, int?)[]
        {
            ("accrue_points", "twice", 1, null), ("redeeme_points", "twice", 1, null),
            ("redeeme_points", "over", 1, 1), ("redeeme_points", "cancelled", 1, null),
        })
        {
            var done = await Call(name, ("amount", amount), ("transaction_eid", eid), ("is_temp", timeout is not null),
                ("temp_timeout_sec", timeout));
            Assert.That(done.Error, Is.Zero, done.Text);
        }

        await Call("cancel_transaction", ("transaction_eid", "cancelled"));
        (string, object?)[] members =
        [
            .. what.Replace(" again", "", StringComparison.Ordinal).Split(' ').Select(part => part.Split(':'))
                .Select(part => (part[0], (object?)part[1])),
        ];
        if (what.EndsWith("again", StringComparison.Ordinal))
        {
            Assert.That((await Call(call, members)).Error, Is.Zero);
        }

        await ServiceProcess.Until(async () => await HasTimedOut(program, email));

        var answer = await Call(call, members);
        var (error, text) = AltcraftErrors.Table[code];
        Assert.That((answer.Status, answer.Error), Is.EqualTo((200, error)), answer.Text);
        Assert.That(answer.ErrorText, Does.StartWith(text));
    }

    /// <summary>Whether the hold of a second has.</summary>
    async Task<bool> HasTimedOut(string program, string email) =>
        (await api.Get($"/v1/programs/{program}/members/email:{email}/redemptions?external_id=over"))
        .Value("data.0.status") == "timed_out";

    /// <summary>A program with limits and promotions, and a member with 81 points beside an accrual that is spent.
    /// </summary>
    async Task<(string Program, string Email)> Prepared()
    {
        var program = await api.NewProgram(
            new { redemption = new { max_points = "50", max_points_per_day = "75" } });
        var email = $"{Guid.NewGuid():N}@example.com";
        await api.Post($"/v1/programs/{program}/members", new { email });
        var accruals = $"/v1/programs/{program}/accruals";
        await api.Post(accruals, new
        {
            member = new { email },
            points = 20,
            external_id = "spent",
            expires_at = DateTimeOffset.UtcNow.AddDays(5),
        });
        await api.Post(accruals, new { member = new { email }, points = 80 });
        await api.Post($"/v1/programs/{program}/redemptions", new { member = new { email }, points = 20 });
        await api.Post($"/v1/programs/{program}/adjustments", new
        {
            member = new { email },
            points = "1",
            reason = "counted",
            external_id = "adjusted",
        });
        await api.Post($"/v1/programs/{program}/promotions", new
        {
            id = "STATIC",
            name = "Static",
            redeem_rules = new[] { new { static_points = 10 } },
        });
        await api.Post($"/v1/programs/{program}/promotions", new
        {
            id = "OVER",
            name = "Over",
            ends_at = "2020-01-01T00:00:00Z",
        });
        return (program, email);
    }
}
