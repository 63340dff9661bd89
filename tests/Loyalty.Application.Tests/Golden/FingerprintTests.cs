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
using Loyalty.Domain.Ledger;

namespace Loyalty.Application.Tests.Golden;

/// <summary>
/// What tells a repeat from another request: a change of it makes keys of before a deploy "reused" after it. To change
/// the copy: UPDATE_GOLDEN=1, then this.
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
        var id = new TransactionNumber(2090544144580610);
        string[] lines =
        [
            Line("redeem", new RedeemPoints(Given.AnnsAccount, new() { Points = new Points(100) })),
            Line("redeem, all", new RedeemPoints(Given.AnnsAccount, new()
            {
                Points = new Points(100.5m), Type = "generic", Hold = new() { TimeoutSeconds = 60 }, Particulars = all,
            })),
            Line("validate", new ValidateRedemption(Given.AnnsAccount, new() { Points = new Points(100) })),
            Line("accrue", new AccruePoints(Given.AnnsAccount, new() { Points = new Points(100) })),
            Line("accrue, all", new AccruePoints(Given.AnnsAccount, new()
            {
                Points = new Points(100), AvailableAt = Given.Noon, ExpiresAt = Given.Noon.AddDays(1),
                Pending = new() { TimeoutSeconds = 60 }, Particulars = all,
            })),
            Line("adjust", new AdjustPoints(
                Given.AnnsAccount, new() { Points = new Points(-5), Reason = "counted", CountsAsEarned = true })),
            Line("commit", new CommitTemp(id, null)),
            Line("commit, part", new CommitTemp(id, new Points(5))),
            Line("rollback", new RollbackTemp(id, null)),
            Line("rollback, reason", new RollbackTemp(id, "gone")),
            Line("commit accrual", new CommitAccrual(id, null)),
            Line("rollback accrual", new RollbackAccrual(id, "gone")),
            Line("cancel", new CancelTransaction(id, null, "returned", false)),
            Line("cancel, all", new CancelTransaction(id, new Points(5), "returned", true)),
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
