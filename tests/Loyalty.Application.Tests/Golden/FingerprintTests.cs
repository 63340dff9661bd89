using System.Runtime.CompilerServices;
using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Keys;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Programs;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Application.Tests.Golden;

/// <summary>
/// What tells a repeat from another request: a change of it makes keys of before a deploy "reused" after it. To change the
/// copy: UPDATE_GOLDEN=1, then this.
/// </summary>
public sealed class FingerprintTests
{
    [Test]
    public void Each_command_is_known_again_after_a_deploy()
    {
        var all = new ParticularsInput
        {
            Reason = "purchase",
            ExternalId = "x-1",
            OccurredAt = Given.Noon,
            OrderRef = "o-1",
            Location = new() { Store = "s", Till = "t" },
            Description = "d",
            Metadata = new("""{"a":1}"""),
        };
        string[] lines =
        [
            Line("redeem", new RedeemPoints("demo", Given.Ann, null, new Points(100), null, new())),
            Line("redeem, all", new RedeemPoints(
                "demo", Given.Ann, "points", new Points(100.5m), "generic", all, new() { TimeoutSeconds = 60 })),
            Line("validate", new ValidateRedemption("demo", Given.Ann, null, new Points(100), null, new())),
            Line("accrue", new AccruePoints("demo", Given.Ann, null, new Points(100), null, null, new())),
            Line("accrue, all", new AccruePoints("demo", Given.Ann, "points", new Points(100), Given.Noon,
                Given.Noon.AddDays(1), all, new() { TimeoutSeconds = 60 })),
            Line("adjust", new AdjustPoints("demo", Given.Ann, null, new Points(-5), "counted", true, new())),
            Line("commit", new CommitTemp("txn_2090544144580610", null)),
            Line("commit, part", new CommitTemp("txn_2090544144580610", new Points(5))),
            Line("rollback", new RollbackTemp("txn_2090544144580610", null)),
            Line("rollback, reason", new RollbackTemp("txn_2090544144580610", "gone")),
            Line("commit accrual", new CommitAccrual("txn_2090544144580610", null)),
            Line("rollback accrual", new RollbackAccrual("txn_2090544144580610", "gone")),
            Line("cancel", new CancelTransaction("txn_2090544144580610", null, "returned", false)),
            Line("cancel, all", new CancelTransaction("txn_2090544144580610", new Points(5), "returned", true)),
            Line("register", new RegisterMember("demo", new() { Email = "ann@example.com" }, null, null)),
            Line("create program", new CreateProgram(new() { Code = "demo", Name = "Demo" })),
            Line("create key", new CreateKey("till", ["redeem"], new(["demo"]), null, null)),
            Line("rotate key", new RotateKey("0123", 60, null)),
        ];
        var file = Path.Combine(Path.GetDirectoryName(ThisFile())!, "fingerprints.txt");
        var text = string.Join("\n", lines) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is not null)
        {
            File.WriteAllText(file, text);
        }

        Assert.That(text, Is.EqualTo(File.ReadAllText(file)));
    }

    static string ThisFile([CallerFilePath] string path = "") => path;

    static string Line<TCommand>(string name, TCommand command)
        where TCommand : IIdempotent => $"{Convert.ToHexStringLower(Fingerprint.Of(command))} {name}";
}
