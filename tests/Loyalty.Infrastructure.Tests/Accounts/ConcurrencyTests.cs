using System.Diagnostics;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Infrastructure.Tests.Accounts;

/// <summary>Many callers at once, through one instance and through two on one database.</summary>
[TestFixture(1)]
[TestFixture(2)]
public sealed class ConcurrencyTests(int instanceCount)
{
    Instance Any(int i) => TestServer.Instances[i % instanceCount];

    [Test]
    public async Task As_many_redemptions_succeed_as_the_balance_pays_for()
    {
        var member = await Any(0).NewMember(500);
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Any(i).Send(member.Redeem(10))));
        Assert.Multiple(() =>
        {
            Assert.That(results.Count(result => result.IsOk), Is.EqualTo(50));
            Assert.That(results.Count(result => result.Decline?.Code == "insufficient_points"), Is.EqualTo(14));
        });
        Assert.That((await Any(0).Balance(member)).Balance, Is.EqualTo(Points.Zero));
        Assert.That(await Any(0).Differences(member), Is.Empty);
    }

    [Test]
    public async Task One_key_makes_one_entry_and_everybody_gets_the_same_answer()
    {
        var member = await Any(0).NewMember(500);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => Any(i).SendOnce(member.Redeem(10), "one")));
        Assert.Multiple(() =>
        {
            Assert.That(answers.Select(answer => answer.Result.Value.TransactionId).Distinct().Count(), Is.EqualTo(1));
            Assert.That(answers.Select(answer => answer.Result.Value.AvailableAfter)
                .Distinct(), Is.EqualTo(new[] { new Points(490) }));
            Assert.That(answers.Count(answer => !answer.IsReplay), Is.EqualTo(1));
        });
        Assert.That((await Any(0).Transactions(member)).Count, Is.EqualTo(2));
    }

    [Test]
    public async Task A_decline_stays_a_decline_when_the_points_come_later()
    {
        var member = await Any(0).NewMember(5);
        var first = await Any(0).Send(member.Redeem(10), "late");
        await Any(1).Send(member.Accrue(100));
        var (again, isReplay) = await Any(1).SendOnce(member.Redeem(10), "late");
        Assert.Multiple(() =>
        {
            Assert.That((first.Decline?.Code, again.Decline?.Code),
                Is.EqualTo(("insufficient_points", "insufficient_points")));
            Assert.That(again.Decline!.Reasons[0].Arguments["available"], Is.EqualTo("5.00"));
            Assert.That(isReplay, Is.True);
        });
        Assert.That((await Any(0).Balance(member)).Balance, Is.EqualTo(new Points(105)));
    }

    [Test]
    public async Task A_first_accrual_by_many_at_once_opens_one_account()
    {
        var member = await Any(0).NewMember();
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Any(i).Send(member.Accrue(1))));
        Assert.That(results.Select(result => result.IsOk), Has.All.True);
        Assert.That((await Any(0).Balance(member)).Balance, Is.EqualTo(new Points(20)));
    }

    [TestCase(10)]
    [TestCase(60, Category = "Long")]
    public async Task Seconds_over_200_accounts_bring_no_deadlock_and_balanced_books(int seconds)
    {
        var program = await Any(0).NewProgram();
        var members = new List<TestMember>();
        for (var i = 0; i < 200; i++)
        {
            members.Add(await Any(i).NewMember(1000, program));
        }

        var deadlocks = "select deadlocks from pg_stat_database where datname = current_database()";
        var before = await Any(0).Query<long>(deadlocks);
        var until = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        var taken = new int[members.Count];
        var unexpected = new List<string>();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async worker =>
        {
            for (var i = worker; Stopwatch.GetTimestamp() < until; i += 7)
            {
                var result = await Any(i).Send(members[i % members.Count].Redeem(1));
                if (result.IsOk)
                {
                    Interlocked.Increment(ref taken[i % members.Count]);
                }
                else if (result.Decline!.Code != "insufficient_points")
                {
                    lock (unexpected)
                    {
                        unexpected.Add(result.Decline.Code);
                    }
                }
            }
        }));
        Assert.That(unexpected, Is.Empty);
        for (var i = 0; i < members.Count; i++)
        {
            Assert.That((await Any(i).Balance(members[i])).Balance, Is.EqualTo(new Points(1000 - taken[i])));
        }

        Assert.That(await Any(0).Query<long>(deadlocks), Is.EqualTo(before));
        TestContext.Out.WriteLine($"{taken.Sum()} redemptions");
    }

    [Test]
    public async Task Validating_among_redemptions_moves_nothing()
    {
        var member = await Any(0).NewMember(100);
        var work = Enumerable.Range(0, 40).Select(async i => i % 2 == 0
            ? (await Any(i).Send(member.Redeem(1))).IsOk
            : (await Any(i).Send<ValidationReceipt>(member.Validate(1))).IsOk);
        Assert.That(await Task.WhenAll(work), Has.All.True);
        Assert.That((await Any(0).Balance(member)).Balance, Is.EqualTo(new Points(80)));
    }
}
