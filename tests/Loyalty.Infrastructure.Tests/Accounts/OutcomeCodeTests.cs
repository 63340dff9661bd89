using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts;

namespace Loyalty.Infrastructure.Tests.Accounts;

public sealed partial class OutcomeCodeTests
{
    static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    static readonly EntryTold Told = new(
        new AccountId(1_557_917).Transaction(7), 3, new(-30), new(-30), new(270), new(270), Noon, Noon, null, "r-1");

    static readonly string Redemption = """
        1 {"ok":{"transaction_id":"txn_NUMBER","number":NUMBER,"type":"redemption","status":"posted","points":"30.00",
        "available_before":"300.00","available_after":"270.00","balance":{"points_currency":"points",
        "balance":"270.00","held":"0.00","available":"270.00","pending":"0.00","debt":"0.00",
        "as_of":"2026-03-10T12:00:00Z","next_expiry":null},"lots":[{"points":"30.00","expires_at":null}],
        "hold_expires_at":null,"committed_points":"30.00","cancelled_points":"0.00","released":"0.00",
        "ended_at":null,"external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}
        """.Replace("\n", "", StringComparison.Ordinal)
        .Replace("NUMBER", $"{Told.Number.Value}", StringComparison.Ordinal);

    [Test]
    public void A_redemption_of_which_its_entry_tells_all_is_a_few_characters()
    {
        var code = OutcomeCode.Shorten(Redemption, Told, 2);
        Assert.That(code, Has.Length.LessThan(40));
        Assert.That(OutcomeCode.Full(code, Told), Is.EqualTo(Redemption));
    }

    /// <summary>Stored codes are read for as long as they are kept: what a place means is frozen.</summary>
    [Test]
    public void A_code_means_the_same_for_ever() => Assert.That(
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(OutcomeCode.Shorten(Redemption, Told, 2))),
        Is.EqualTo("61321001110112031306140515051605170918031d031e091f22"));

    [Test]
    public void No_piece_and_no_value_ever_changes_its_place()
    {
        foreach (var (pieces, hash) in new[]
        {
            (64, "9f18c988bb36fec4107afa86dd2555e2df80da276b265bdc452c0d85758d0699"),
            (90, "42bffb82c819e6d4b8f7a457c6cb301a438b6989c9a4f2ac635682ad4e921666"),
        })
        {
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Join('\n', OutcomeCode.Pieces[..pieces])))), Is.EqualTo(hash));
        }

        Assert.That(OutcomeCode.Pieces, Has.Length.EqualTo(90), "more come at the end, with their own line above");
        var told = new EntryTold(
            new AccountId(1).Transaction(9), 4, new(-1), new(-2), new(30), new(20), Noon, Noon.AddHours(1),
            Noon.AddHours(2), "ü\"");
        Assert.That(told.Values(2), Is.EqualTo(new[]
        {
            "2097161", "2097156", "2.00", "1.00", "20.00", "22.00", "30.00", "10.00", "2026-03-10T12:00:00Z",
            "2026-03-10T13:00:00Z", "2026-03-10T14:00:00Z", "ü\\\"",
        }));
    }

    /// <summary>The texts that an earlier version stored, of each kind of command.</summary>
    [Test]
    public void Whatever_was_answered_is_found_again_byte_for_byte()
    {
        var texts = Text().Matches(File.ReadAllText(Path.Combine(
            TestContext.CurrentContext.TestDirectory, "Migrations", "books-0006.sql")))
            .Select(match => match.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal)).Distinct().ToList();
        Assert.That(texts, Has.Count.GreaterThan(25));
        foreach (var text in texts)
        {
            foreach (var told in new[] { Told, null })
            {
                var code = OutcomeCode.Shorten(text, told, 2);
                Assert.That(OutcomeCode.Full(code, told), Is.EqualTo(text));
                Assert.That(code, Has.Length.LessThan(text.Length / 2));
            }
        }
    }

    [Test]
    public void Any_text_at_all_is_found_again() => Gen.Select(Gen.String, Gen.Int[0, 4], Gen.Bool).Sample(
        (text, scale, hasEntry) =>
        {
            var told = hasEntry ? Told with { ExternalId = text } : null;
            var full = "1 " + text;
            return OutcomeCode.Full(OutcomeCode.Shorten(full, told, scale), told) == full;
        });

    [Test]
    public void A_code_whose_entry_is_gone_is_a_fault_and_no_other_text() => Assert.That(
        () => OutcomeCode.Full(OutcomeCode.Shorten(Redemption, Told, 2), null),
        Throws.InstanceOf<InvalidOperationException>());

    [GeneratedRegex(@", '(1 \{.*?\})', '2")]
    private static partial Regex Text();
}
