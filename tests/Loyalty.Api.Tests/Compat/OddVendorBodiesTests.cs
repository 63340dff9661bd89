using System.Text;
using System.Text.RegularExpressions;

namespace Loyalty.Api.Tests.Compat;

/// <summary>
/// Bodies damaged by chance, in JSON and XML: never a fault, never our own form, and what is refused moves nothing.
/// </summary>
public sealed class OddVendorBodiesTests
{
    const int Bodies = 300;

    static readonly string[] Calls =
    [
        "redeeme_points", "accrue_points", "commit_transaction", "rollback_transaction", "cancel_transaction",
        "account/balance", "account/transactions", "account/expiring_points", "account/tiers", "trigger_promotions",
        "transactions_export", "transactions_export_status", "register_member", "delete_member",
    ];

    static readonly string[] Members =
    [
        "loyalty_program_id", "promotion_id", "points_currency_iid", "points_currency_eid", "amount", "is_temp",
        "temp_timeout_sec", "created_at", "transaction_eid", "external_data", "matching", "email", "phone",
        "profile_id", "field_name", "field_value", "from_id", "limit", "date_from", "date_to", "transaction_id",
        "task_id",
    ];

    static readonly string[] Values =
    [
        "", "0", "-1", "1e400", "99999999999999999999", "true", "[]", "{}", "null", "9999-12-31T23:59:59Z", "\u202E",
        "'", "<", "&", "]]>", "email", "custom", "profile_id", "mbr_1", "txn_1", new string('x', 300), "😀", "\u0001",
    ];

    [TestCase("application/json")]
    [TestCase("application/xml")]
    public async Task Whatever_comes_is_answered_in_the_vendors_form(string type)
    {
        var random = new Random(20261128);
        var api = new ApiClient();
        var program = await api.NewProgram();
        var email = await api.NewMember(program, "100");
        var number = (await api.Get($"/v1/programs/{program}")).Value("number");
        var (before, passed) = (await Balance(), 0);
        var altcraft = new AltcraftClient(ApiHost.AdminKey);
        for (var i = 0; i < Bodies / 2; i++)
        {
            var members = new Dictionary<string, string>
            {
                ["token"] = ApiHost.AdminKey,
                ["loyalty_program_id"] = number!,
                ["matching"] = "email",
                ["email"] = email,
            };
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                members[Members[random.Next(Members.Length)]] = Values[random.Next(Values.Length)];
            }

            // Part of them could pass, were it not for what is odd.
            members["amount"] = random.Next(3) == 0 ? "0.01" : "1.23456";
            var body = type == "application/json" ? Json(members, random) : Xml(members, random);
            body = random.Next(4) == 0 ? Damaged(body, random) : body;
            var call = Calls[random.Next(Calls.Length)];
            var answer = await altcraft.Send(call, body, type);
            Assert.That((answer.Status, answer.Type), Is.EqualTo((200, type)), $"{i} {call} {body}: {answer.Text}");
            Assert.That(answer.Error, Is.LessThan(500), $"{i} {call} {body}: {answer.Text}");
            var after = await Balance();
            Assert.That(
                answer.Error == 0 ? before : after, Is.EqualTo(before), $"{i} {call} {body}: {answer.Text}");
            (before, passed) = (after, answer.Error == 0 ? passed + 1 : passed);
        }

        Assert.That(passed, Is.InRange(5, Bodies / 4), "most are refused, and not all of them");

        async Task<string> Balance()
        {
            var balance = await api.Get($"/v1/programs/{program}/members/email:{email}/balance");
            return string.Join(' ', new[] { "balance", "held", "available", "pending", "debt" }.Select(balance.Value));
        }
    }

    static string Json(Dictionary<string, string> members, Random random)
    {
        return "{" + string.Join(",", members.Select(member => $"\"{member.Key}\":{Written(member.Value)}")) + "}";

        string Written(string value) =>
            random.Next(3) == 0 && Regex.IsMatch(value, @"^(-?\d+|true|null|\[\]|\{\})$")
                ? value
                : System.Text.Json.JsonSerializer.Serialize(value);
    }

    static string Xml(Dictionary<string, string> members, Random random)
    {
        var text = new StringBuilder(random.Next(3) switch
        {
            0 => "<?xml version=\"1.0\" encoding=\"UTF-8\"?><xml>",
            1 => "<xml xmlns=\"urn:x\" a=\"b\">",
            _ => "<xml>",
        });
        foreach (var (name, value) in members)
        {
            var written = random.Next(4) == 0 ? value : System.Security.SecurityElement.Escape(value);
            text.Append($"<{name}>{written}</{name}>");
        }

        return text.Append("</xml>").ToString();
    }

    static string Damaged(string body, Random random)
    {
        var at = random.Next(body.Length);
        return random.Next(3) switch
        {
            0 => body[..at],
            1 => body.Insert(at, Values[random.Next(Values.Length)]),
            _ => "<!DOCTYPE xml [<!ENTITY a \"b\">]>" + body,
        };
    }
}
