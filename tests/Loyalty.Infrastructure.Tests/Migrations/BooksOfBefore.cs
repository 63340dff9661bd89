using System.Text.Json;
using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Json;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Programs;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Members;
using MediatR;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Infrastructure.Tests.Migrations;

/// <summary>
/// A history that leaves a row of every kind. A version plays it on an empty database, which is kept; a later version
/// migrates that, plays the same commands under the same keys, and has to give the same answers.
/// </summary>
/// <param name="leavesOpen">With a temporary accrual that does not end; the first books have none.</param>
sealed class BooksOfBefore(Instance instance, FakeTimeProvider clock, bool isFirst, bool leavesOpen = true)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    const string Program = "books";

    readonly Dictionary<string, string> answers = [];

    /// <summary>What was answered, by key.</summary>
    public IReadOnlyDictionary<string, string> Answers => answers;

    public async Task Play()
    {
        if (isFirst)
        {
            _ = (await instance.Send(new CreateProgram(new()
            {
                Code = Program,
                Name = "Books",
                CustomFields = ["user_id"],
                Policy = new()
                {
                    Redemption = new() { MaxPointsPerDay = new(500), MaxPointsPerMonth = new(900) },
                    Cancellation = new() { WindowSeconds = null, AllowNegativeCorrection = true },
                },
            }))).Value;
        }

        var ann = await Member(1, "ann@example.com");
        await Do("a1", ann.Accrue(100, new() { ExternalId = "a-1", Description = "For Ann", OrderRef = "o-1" }));
        await Do("a2", ann.Accrue(50, availableAt: Start.AddDays(1), expiresAt: Start.AddDays(2)));
        await Do("a3", ann.Accrue(200, expiresAt: Start.AddDays(9)));
        await Do("a4", Temporary(ann, 40));
        await Do("a5", Temporary(ann, 30));
        await Do("a6", Temporary(ann, 20));
        await Do("r1", ann.Redeem(30, new() { ExternalId = "r-1", OrderRef = "o-2", Location = new() { Till = "7" } }));
        await Do("r2", ann.Redeem(25));
        await Do("r3", ann.Redeem(10, new() { Metadata = new("""{"basket":3}""") }));
        await Do("r4", ann.Redeem(5000));
        await Do("h1", ann.Hold(40, 3600));
        await Do("h2", ann.Hold(20, 3600));
        await Do("h3", ann.Hold(10, 60));
        await Do("h4", ann.Hold(15, 2_000_000));
        clock.Advance(TimeSpan.FromMinutes(5));
        await Do("ca", new CommitAccrual(Id("a4"), new(35)));
        await Do("ra", new RollbackAccrual(Id("a5"), null));
        await Do("ch", new CommitTemp(Id("h1"), new(30)));
        await Do("rh", new RollbackTemp(Id("h2"), "changed my mind"));
        await Do("c1", new CancelTransaction(Id("r2"), null, "returned", false));
        await Do("c2", new CancelTransaction(Id("r3"), new(4), "returned", false));
        await Do("c3", new CancelTransaction(Id("a1"), new(70), "mistake", false));
        await Do("c4", new CancelTransaction(Id("a2"), new(20), "mistake", false));
        clock.Advance(TimeSpan.FromDays(3));
        await Do("j1", Adjustment(ann, 12, true));
        await Do("j2", Adjustment(ann, 8, false));
        await Do("j3", Adjustment(ann, -3, true));
        await Do("j4", Adjustment(ann, -1, false));
        await Do("r5", ann.Redeem(50));
        await Do("w1", ann.Redeem(480));

        var bob = await Member(2, "bob@example.com");
        await Do("b1", bob.Accrue(10));
        await Do("b2", bob.Redeem(10, new() { ExternalId = "r-1" }));
        await Do("b3", new CancelTransaction(Id("b1"), null, "mistake", false));
        await Do("b4", bob.Accrue(4));
        await Do("b5", bob.Redeem(1));
        if (leavesOpen)
        {
            await Do("b6", Temporary(bob, 6, seconds: 2_000_000));
        }

        if (isFirst)
        {
            var gone = await Member(3, "gone@example.com");
            await instance.Send(gone.Accrue(5, new() { Description = "private", ExternalId = "g-1" }));
            await instance.Send(gone.Redeem(2));
            await instance.Send(new EraseMember(Program, gone.Reference));
            await instance.Send(new UpdateMember(
                Program, bob.Reference, new() { ["status"] = MemberStatus.Blocked, ["reason"] = "asked for it" }));
        }

        foreach (var (member, name) in new[] { (ann, "ann"), (bob, "bob") })
        {
            foreach (var hours in new[] { 0, 23, 24, 47, 48, 72 })
            {
                var at = Start.AddHours(hours);
                Keep($"{name} after {hours} h", await instance.Send(new GetBalance(member.Account, at)));
            }
        }
    }

    public TransactionNumber Id(string key) =>
        JsonDocument.Parse(answers[key]).RootElement.GetProperty("transaction_id").GetString()!.Number();

    public static TestMember Of(int number, string email) => new(Program, email, $"mbr_{number}");

    async Task<TestMember> Member(int number, string email)
    {
        if (isFirst)
        {
            _ = (await instance.Send(new RegisterMember(Program, new() { Email = email }, number, null))).Value;
        }

        return Of(number, email);
    }

    static AccruePoints Temporary(TestMember member, decimal points, int seconds = 3600) => new(
        member.Account, new() { Points = new(points), Pending = new() { TimeoutSeconds = seconds } });

    static AdjustPoints Adjustment(TestMember member, decimal points, bool countsAsEarned) => new(
        member.Account, new() { Points = new(points), Reason = "correction", CountsAsEarned = countsAsEarned });

    async Task Do<T>(string key, IRequest<Result<T>> request) => Keep(key, await instance.Send(request, key));

    void Keep<T>(string key, Result<T> result) => answers[key] =
        result.IsOk ? JsonSerializer.Serialize(result.Value, LoyaltyJson.Options) : result.Decline!.Code;
}
